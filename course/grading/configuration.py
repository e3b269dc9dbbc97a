"""Which plug-ins nbgrader is to use: called by the course's nbgrader_config.py."""

import warnings

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    ClearOutput,
    DeduplicateIds,
    GetGrades,
    IgnorePattern,
    LimitOutput,
)
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from course.grading.discretion import HideHiddenChecks
from course.grading.execution import SandboxedExecute
from course.grading.exporting import ForgivingExporter
from course.grading.feedback_pages import FeedbackExporter
from course.grading.healing import HealSubmission
from course.grading.marking import MarkGraded
from course.grading.pages import clean_html, safe_markdown
from course.grading.recording import RecordGrades


def configure(c: Config) -> None:
    """Plug the course's grading into nbgrader: its own lists, with ours first.

    ``c.Execute.timeout`` and the other options of nbgrader's preprocessors work as ever.
    """
    # nbgrader's own use of SQLAlchemy sessions: nothing that an instructor could act on.
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    c.Autograde.exporter_class = ForgivingExporter
    # Once at the end is enough: what is read is valid (`reading`).
    c.Exporter.optimistic_validation = True
    # No OverwriteKernelspec and OverwriteCells: after healing nothing is left for them to do.
    c.Autograde.sanitize_preprocessors = [
        HealSubmission,
        ClearOutput,
        DeduplicateIds,
    ]
    c.Autograde.autograde_preprocessors = [
        SandboxedExecute,
        IgnorePattern,
        ClearMetadataPreprocessor,
        LimitOutput,
        RecordGrades,
        AssignLatePenalties,
        MarkGraded,
    ]
    # By name: only the commands that need them load them.
    c.ExchangeFactory.collect = "course.lms.exchange.CollectLinksAsLinks"
    c.ExchangeFactory.release_feedback = "course.lms.exchange.ReleaseFeedback"
    c.ZipCollectApp.extractor_plugin = "course.lms.collecting.PatientExtractor"
    c.ZipCollectApp.collector_plugin = "course.lms.collecting.LmsCollector"
    # The one style of many colours that can be read on a code cell's grey (4.5:1).
    c.CSSHTMLHeaderPreprocessor.style = "xcode"
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {"markdown2html": safe_markdown, "clean_html": clean_html}
    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = [GetGrades, HideHiddenChecks, CSSHTMLHeaderPreprocessor]
