"""What passes between nbgrader and a learning management system (Canvas, Moodle).

Grades go out by nbgrader's ``ExportPlugin`` (``exporting``), hand-ins come in by the plug-ins of
nbgrader's zip collector (``collecting``).
"""

from course.lms.exporting import CanvasExport, MoodleExport, TableExport

__all__ = ["CanvasExport", "MoodleExport", "TableExport"]
