"""Write the JSON Schema of a record to the file that ships: run after a change of record.py."""

import json
from pathlib import Path

from brygga.record import json_schema

TARGET = Path(__file__).parents[1] / "pipeline/brygga/article-1.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="utf-8")
    print(TARGET)
