"""Who a name in a download stands for."""

from collections.abc import Iterable, Mapping

from course.errors import CourseError
from course.language import say
from course.lms import sentences
from course.lms.downloads import Sender, squashed
from course.lms.marks import Person


class RosterError(CourseError):
    """A student was named whom the gradebook does not know."""


class NobodyError(Exception):
    """A name stands for nobody or for several; the message is a sentence."""


class Roster:
    """The students of the gradebook, found by Canvas's number, by name, id or email address.

    Parameters
    ----------
    people : iterable of Person
        Everybody.
    said : mapping of str to str
        What the instructor said: the label of a sender, the student's id.

    Raises
    ------
    RosterError
        When the instructor named somebody whom the gradebook does not know.
    """

    def __init__(self, people: Iterable[Person], said: Mapping[str, str]) -> None:
        self.people = list(people)
        self.said = dict(said)
        self.ids = {person.id for person in self.people}
        if odd := sorted(set(self.said.values()) - self.ids):
            raise RosterError(say(sentences.NO_STUDENT, who=sentences.people(odd)))

    def find(self, sender: Sender) -> str:
        """Return the student's id.

        Raises
        ------
        NobodyError
            When nobody, or more than one, can be meant.
        """
        if sender.label in self.said:
            return self.said[sender.label]
        found = [p.id for p in self.people if sender.number and p.lms_user_id == sender.number]
        if not found:
            name = squashed(sender.name)
            # Whose number is known and another one is somebody else of the same name.
            strangers = {p.id for p in self.people if sender.number and p.lms_user_id}
            found = [p.id for p in self.people if name in _names(p) and p.id not in strangers]
        if len(found) == 1:
            return found[0]
        about = {"label": sender.label, "who": sentences.people(found), "field": "lms_user_id"}
        raise NobodyError(say(sentences.SEVERAL if found else sentences.UNKNOWN, **about))


def _names(person: Person) -> set[str]:
    """What a system may call somebody: family names stand first in Canvas, and in Chinese."""
    first, last = person.first_name, person.last_name
    names = {first + last, last + first, person.id, person.email}
    return {squashed(name) for name in names} - {""}
