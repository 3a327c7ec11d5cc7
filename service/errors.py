"""Every error the service raises.

TickmarkError
├── ReportError                 a file that cannot be audited: what is wrong with it, and what to do
│   ├── UnsupportedFormat       not a format that is read, or not what its name says
│   ├── EmptyReport             no bytes, or nothing in them that can be audited
│   ├── DamagedReport           truncated or malformed
│   ├── EncryptedReport         protected by a password
│   ├── ReportTooLarge          beyond a documented limit of size, cells, time or memory
│   ├── NotAFinancialReport     something else, by what it prints and by what a model reads
│   ├── NoPagesToDraw           its format has no pages that can be drawn
│   ├── NoSuchPage              it has fewer pages
│   └── PageNotDrawn            the page is damaged, or takes too long to draw
├── LogError                    the event log refused
│   ├── AuditNotFound           no such audit
│   ├── AuditErased             there was such an audit, and it has been erased
│   ├── AuditDamaged            what is kept of the audit is not what was written, and cannot be used
│   ├── WrongExpectedSeq        the head has moved
│   ├── StreamEnded             the audit has its terminal event
│   ├── EventTooLarge           an event's text is beyond 512 KiB
│   ├── LeaseHeld               another process runs the audit
│   ├── LeaseLost               this process ran it and another has taken over
│   ├── ArtifactNotFound        no bytes under that SHA-256
│   ├── ArtifactDamaged         bytes that no longer have their SHA-256
│   ├── SchemaMismatch          the database is not at the schema this code needs
│   ├── NothingToRetry          the audit has not ended, or nothing in it failed
│   ├── AlreadyAccepted         the same request has become an audit before
│   ├── IdempotencyKeyReused    the key belongs to another request
│   ├── BackupRefused           a backup cannot be written there, or not be taken back
│   ├── FindingNotFound         the audit has no such finding (yet)
│   ├── ReviewMoved             somebody else has decided something meanwhile
│   ├── ReviewNotFinished       findings are open, or the audit is not complete: it cannot be signed off
│   ├── NothingChanges          what was decided is so already
│   ├── BadDecision             a decision lacks something, or has what is not kept with it
│   └── DatabaseFailed          the database could not be read or written
│       ├── CommitUnknown       a commit was not answered: it may or may not have been written
│       └── DatabaseDamaged     the database itself says that some of it is damaged
├── AgentError                  an agent could not do its work
│   ├── AgentTimeout            it took longer than its budget
│   ├── AgentMisbehaved         it returned something that is not an outcome
│   ├── ModelFailed             its model gave no usable answer
│   ├── ModelBudgetSpent        the audit has no tokens left to ask a model with
│   └── UnknownAgent            no agent of that name is installed
├── OptionError                 what an audit was asked to do cannot be done
│   ├── UnknownRule             no rule has that id, and none begins with it
│   ├── RuleNotIgnorable        the rule says what was not checked, so it always applies
│   └── BadOption               a value that an option does not take
├── WorkerError                 a worker process could not finish its task
│   ├── WorkerCrashed           the process ended in the middle of the task
│   ├── WorkerTimeout           the task ran out of time
│   ├── WorkerOutOfMemory       the task ran out of memory
│   ├── WorkerTaskFailed        the task raised an error of its own
│   └── WorkerReplyRefused      it gave back more than is taken, or no reply at all
├── SourceFailed                a source outside of the report could not be asked
├── DrawingBusy                 more pages are to be drawn than can be now
├── TooManyFiles                one upload held several files
├── RequestTooLarge             a request that uploads nothing holds more than any such request needs
├── MachineFailed               the machine has no process, file or right left to go on with an audit
├── ServerClosing               the server shuts down and takes no new audit
└── ConfigurationError          a setting that cannot work, or a port that is taken
    └── BadChecklist            a checklist of disclosures that cannot be used
"""

from __future__ import annotations

from typing import Any, Self


class TickmarkError(Exception):
    """The root of every error raised on purpose; its text is fit for whoever runs the service.

    Each can be made again from ``made_from``, what it was made from: so errors cross from a worker to its owner whole.
    """

    made_from: tuple[Any, ...]

    def __new__(cls, *made_from: Any, **_: Any) -> Self:
        error = super().__new__(cls, *made_from)
        error.made_from = made_from
        return error

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), self.made_from

    @property
    def public(self) -> str:
        """What a client may hear of it: nothing of where the database is, or of who logs in there."""
        return str(self)


class ReportError(TickmarkError):
    """A file cannot be audited. ``filename`` is the file's name, ``reason`` what is wrong and what to do about it."""

    def __init__(self, filename: str, reason: str) -> None:
        super().__init__(f"{filename}: {reason}")
        self.filename = filename
        self.reason = reason


class UnsupportedFormat(ReportError):
    """The bytes are of no format that is read, or not of the one the name promises."""


class EmptyReport(ReportError):
    """No bytes, or nothing in them that can be audited."""


class DamagedReport(ReportError):
    """Truncated or malformed."""


class EncryptedReport(ReportError):
    """Protected by a password."""


class ReportTooLarge(ReportError):
    """Beyond a documented limit of size, cells, time or memory."""


class NotAFinancialReport(ReportError):
    """It has ``lacks``, and ``model`` reads something else in it: ``proof`` are its words, with their places."""

    def __init__(self, filename: str, lacks: str, model: str, proof: str) -> None:
        super().__init__(
            filename,
            f"this is no financial report: it has {lacks}, and {model} reads something else in it: {proof}; retry the "
            "audit to have it checked all the same",
        )
        self.proof = proof


class NoPagesToDraw(ReportError):
    """Its format has no pages that can be drawn."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename, "only the pages of a PDF can be drawn")


class NoSuchPage(ReportError):
    """It has ``pages`` pages, and page ``number`` was asked for."""

    def __init__(self, filename: str, number: int, pages: int) -> None:
        super().__init__(filename, f"there is no page {number}; its pages are 1 to {pages}")
        self.number = number
        self.pages = pages


class PageNotDrawn(ReportError):
    """Page ``number`` cannot be drawn: it is damaged, or takes more time or memory than there is."""

    def __init__(self, filename: str, number: int, why: str) -> None:
        super().__init__(filename, f"page {number} cannot be drawn: {why}; open the file itself to see it")
        self.number = number


class LogError(TickmarkError):
    """The event log refused."""


class AuditNotFound(LogError):
    """No audit has this ``audit_id``."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(f"there is no audit {audit_id}")
        self.audit_id = audit_id


class AuditErased(LogError):
    """The audit was erased at ``erased_at`` by ``erased_by``; only its tombstone is left."""

    def __init__(self, audit_id: str, erased_at: str, erased_by: str) -> None:
        super().__init__(f"audit {audit_id} was erased at {erased_at} by {erased_by}; only its tombstone is left")
        self.audit_id = audit_id
        self.erased_at = erased_at
        self.erased_by = erased_by


class AuditDamaged(LogError):
    """What is kept of the audit is not what was written: ``problem`` says what. Other audits are not concerned."""

    def __init__(self, audit_id: str, problem: str) -> None:
        super().__init__(f"audit {audit_id} is damaged: {problem}; run `tickmark verify {audit_id}`")
        self.audit_id = audit_id
        self.problem = problem


class WrongExpectedSeq(LogError):
    """An append named ``expected`` as the head, and the head was ``actual``."""

    def __init__(self, audit_id: str, expected: int, actual: int) -> None:
        super().__init__(f"audit {audit_id} is at seq {actual}, append expected {expected}")
        self.audit_id = audit_id
        self.expected = expected
        self.actual = actual


class StreamEnded(LogError):
    """The audit has its terminal event at ``head``; nothing follows it."""

    def __init__(self, audit_id: str, head: int) -> None:
        super().__init__(f"audit {audit_id} has ended at seq {head}; nothing can be appended")
        self.audit_id = audit_id
        self.head = head


class EventTooLarge(LogError):
    """An event's text is ``size_bytes`` long, beyond ``limit_bytes``."""

    def __init__(self, audit_id: str, event_type: str, size_bytes: int, limit_bytes: int) -> None:
        super().__init__(
            f"audit {audit_id}: an event {event_type} of {size_bytes} bytes is beyond the limit of {limit_bytes}"
        )
        self.audit_id = audit_id
        self.event_type = event_type
        self.size_bytes = size_bytes
        self.limit_bytes = limit_bytes


class LeaseHeld(LogError):
    """Another process (``owner``) holds the lease of this audit."""

    def __init__(self, audit_id: str, owner: str) -> None:
        super().__init__(f"audit {audit_id} is being run by {owner}")
        self.audit_id = audit_id
        self.owner = owner


class LeaseLost(LogError):
    """This process held the audit under ``epoch``; it has let go, or another one holds it now under ``actual``."""

    def __init__(self, audit_id: str, epoch: int, actual: int) -> None:
        super().__init__(f"audit {audit_id} is no longer held: the lease had epoch {epoch}, the audit has {actual}")
        self.audit_id = audit_id
        self.epoch = epoch
        self.actual = actual


class ArtifactNotFound(LogError):
    """No artifact has this ``sha256``."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"there is no artifact {sha256}")
        self.sha256 = sha256


class ArtifactDamaged(LogError):
    """The bytes kept under ``sha256`` hash to ``actual``: they were altered after they were stored."""

    def __init__(self, sha256: str, actual: str) -> None:
        super().__init__(f"artifact {sha256} was altered: its bytes now hash to {actual}")
        self.sha256 = sha256
        self.actual = actual


class SchemaMismatch(LogError):
    """The database is at revision ``actual``, the code needs ``expected``."""

    def __init__(self, actual: str | None, expected: str | None, advice: str) -> None:
        super().__init__(f"the database is at revision {actual or 'none'}, this version needs {expected}: {advice}")
        self.actual = actual
        self.expected = expected

    @property
    def public(self) -> str:
        return "the database is not as this version of the service needs it, and the log of the service says why"


class FindingNotFound(LogError):
    """No agent that has completed so far has found ``finding_id`` in the audit."""

    def __init__(self, audit_id: str, finding_id: str) -> None:
        super().__init__(
            f"audit {audit_id} has no finding {finding_id}; one can be decided once its agent has completed"
        )
        self.audit_id = audit_id
        self.finding_id = finding_id


class ReviewMoved(LogError):
    """A decision named ``expected`` as the head of the review, and the head was ``actual``."""

    def __init__(self, audit_id: str, expected: int, actual: int) -> None:
        super().__init__(
            f"the review of audit {audit_id} is at seq {actual}, the decision expected {expected}; "
            "look at what was decided meanwhile, then decide again"
        )
        self.audit_id = audit_id
        self.expected = expected
        self.actual = actual


class ReviewNotFinished(LogError):
    """The review cannot be signed off, for ``reason``; ``undecided`` are up to 20 of the findings that are open."""

    MOST_NAMED = 20

    def __init__(self, audit_id: str, reason: str, undecided: tuple[str, ...]) -> None:
        super().__init__(f"the review of audit {audit_id} cannot be signed off: {reason}")
        self.audit_id = audit_id
        self.reason = reason
        self.undecided = list(undecided[: self.MOST_NAMED])
        self.undecided_total = len(undecided)


class NothingChanges(LogError):
    """A decision would leave everything as it is: ``reason`` says what is so already."""

    def __init__(self, audit_id: str, reason: str) -> None:
        super().__init__(f"this decides nothing new in audit {audit_id}: {reason}")
        self.audit_id = audit_id
        self.reason = reason


class BadDecision(LogError):
    """The ``field`` of a decision is not as it must be; ``reason`` says how."""

    def __init__(self, audit_id: str, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}")
        self.audit_id = audit_id
        self.field = field
        self.reason = reason


class NothingToRetry(LogError):
    """The audit cannot be retried; ``reason`` says why not."""

    def __init__(self, audit_id: str, reason: str) -> None:
        super().__init__(f"audit {audit_id} cannot be retried: {reason}")
        self.audit_id = audit_id
        self.reason = reason


class AlreadyAccepted(LogError):
    """The request with this idempotency ``key`` has become ``audit_id`` before; nothing was written."""

    def __init__(self, key: str, audit_id: str) -> None:
        super().__init__(f"the request with idempotency key {key!r} has become audit {audit_id} before")
        self.key = key
        self.audit_id = audit_id


class IdempotencyKeyReused(LogError):
    """The idempotency ``key`` was used before, for another request, which became ``audit_id``."""

    def __init__(self, key: str, audit_id: str) -> None:
        advice = f"was used for another request, now audit {audit_id}; take a new key"
        super().__init__(f"the idempotency key {key!r} {advice}")
        self.key = key
        self.audit_id = audit_id


class BackupRefused(LogError):
    """A backup cannot be written to ``file``, or not be restored from it; ``reason`` says why, and what to do."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class DatabaseFailed(LogError):
    """The database could not do ``what``; ``reason`` is its own word. But for CommitUnknown, nothing was written.

    Either may name a server, a user or a file.
    """

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"the database could not {what}: {reason}")
        self.what = what
        self.reason = reason

    @property
    def public(self) -> str:
        return "the database behind this service could not be used, and the log of the service says why"


class CommitUnknown(DatabaseFailed):
    """The answer to a commit was lost and could not be had afterwards: what was to be written may or may not be there.

    Who needs to know reads the log; a request under an idempotency key can be repeated under it.
    """

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(what, f"{reason}; it may or may not have been written")
        self.reason = reason

    @property
    def public(self) -> str:
        return "the database did not confirm a write, and the log of the service says why; it may or may not be written"


class DatabaseDamaged(DatabaseFailed):
    """Some pages of the database are damaged; others can be read."""


class AgentError(TickmarkError):
    """An agent could not do its work."""


class AgentTimeout(AgentError):
    """``agent_id`` did not finish within ``budget_s`` seconds."""

    def __init__(self, agent_id: str, budget_s: float) -> None:
        super().__init__(f"{agent_id} did not finish within {budget_s:g} s and was stopped")
        self.agent_id = agent_id
        self.budget_s = budget_s


class AgentMisbehaved(AgentError):
    """``agent_id`` returned something that is not an outcome; ``what`` says what."""

    def __init__(self, agent_id: str, what: str) -> None:
        super().__init__(f"{agent_id} {what}")
        self.agent_id = agent_id
        self.what = what


class ModelFailed(AgentError):
    """The model of ``agent_id`` gave no usable answer, for ``reason`` (a word or two); ``said`` has more of it."""

    def __init__(self, agent_id: str, reason: str, said: str) -> None:
        super().__init__(f"the model of {agent_id} gave no usable answer: {reason}{': ' if said else ''}{said}")
        self.agent_id = agent_id
        self.reason = reason
        self.said = said


class ModelBudgetSpent(AgentError):
    """Models have read and written ``spent`` tokens for this audit, whose ``limit`` leaves none; nobody was asked."""

    def __init__(self, agent_id: str, spent: int, limit: int) -> None:
        super().__init__(
            f"{agent_id} may ask its model no more: the audit has used {spent:,} of its {limit:,} tokens; "
            "TICKMARK_MODEL_TOKENS_PER_AUDIT allows more"
        )
        self.agent_id = agent_id
        self.spent = spent
        self.limit = limit


class SourceFailed(TickmarkError):
    """The outside source called ``source`` gave no answer that can be used; ``reason`` says why, without any secret."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source} {reason}")
        self.source = source
        self.reason = reason


class UnknownAgent(AgentError):
    """No installed agent is called ``agent_id``."""

    def __init__(self, agent_id: str, installed: tuple[str, ...]) -> None:
        super().__init__(f"no agent {agent_id!r} is installed; there are: {', '.join(installed) or 'none'}")
        self.agent_id = agent_id
        self.installed = installed


class OptionError(TickmarkError):
    """What an audit was asked to do cannot be done."""


class UnknownRule(OptionError):
    """No rule has the id ``asked``, and none begins with it."""

    def __init__(self, asked: str, there_are: tuple[str, ...]) -> None:
        super().__init__(f"there is no rule {asked!r}; there are: {', '.join(there_are)}")
        self.asked = asked


class RuleNotIgnorable(OptionError):
    """The rule ``check`` says what was not checked, so it always applies."""

    def __init__(self, check: str) -> None:
        super().__init__(f"the rule {check!r} cannot be left out: it says what was not checked")
        self.check = check


class BadOption(OptionError):
    """The option ``name`` does not take ``value``; ``reason`` says what it takes."""

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"the {name} cannot be {value!r}: {reason}")
        self.name = name
        self.value = value


class WorkerError(TickmarkError):
    """A worker process could not finish its task."""


class WorkerCrashed(WorkerError):
    """The worker process ended with ``exit_code`` in the middle of ``task``."""

    def __init__(self, task: str, exit_code: int | None) -> None:
        super().__init__(f"the worker process for {task} ended unexpectedly (exit code {exit_code})")
        self.task = task
        self.exit_code = exit_code


class WorkerTimeout(WorkerError):
    """``task`` did not finish within ``limit_s`` seconds and its process was ended."""

    def __init__(self, task: str, limit_s: float) -> None:
        super().__init__(f"{task} did not finish within {limit_s:g} s and was stopped")
        self.task = task
        self.limit_s = limit_s


class WorkerOutOfMemory(WorkerError):
    """``task`` needed more than ``limit_bytes`` of memory."""

    def __init__(self, task: str, limit_bytes: int) -> None:
        super().__init__(f"{task} needed more than {limit_bytes // 2**20} MiB of memory and was stopped")
        self.task = task
        self.limit_bytes = limit_bytes


class WorkerTaskFailed(WorkerError):
    """``task`` raised an error of type ``error_type`` saying ``message``."""

    def __init__(self, task: str, error_type: str, message: str) -> None:
        super().__init__(f"{error_type} in {task}: {message}")
        self.task = task
        self.error_type = error_type
        self.message = message


class WorkerReplyRefused(WorkerError):
    """The worker process gave back more for ``task`` than its owner takes, or what is no reply at all."""

    def __init__(self, task: str, size_bytes: int, limit_bytes: int) -> None:
        super().__init__(f"{task} gave back {size_bytes:,} bytes, of which {limit_bytes:,} are taken, and was stopped")
        self.task = task
        self.size_bytes = size_bytes
        self.limit_bytes = limit_bytes


class DrawingBusy(TickmarkError):
    """``waiting`` pages are to be drawn already, and no more are taken now."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} pages are to be drawn already; ask again in a moment")
        self.waiting = waiting


class RequestTooLarge(TickmarkError):
    """A request that uploads no file, such as a decision, is longer than ``limit_bytes``."""

    def __init__(self, method: str, path: str, limit_bytes: int) -> None:
        what = "a decision" if path.endswith("/review") else "a request without a file"
        super().__init__(f"{method} {path}: {what} has at most {limit_bytes // 1024} KiB; shorten what it says")
        self.limit_bytes = limit_bytes


class MachineFailed(TickmarkError):
    """The machine could not go on with an audit, for ``reason``: it lacks processes, files or rights."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the machine could not go on with the audit: {reason}; see that there are processes, files, memory and "
            "rights enough, then audit the file again"
        )
        self.reason = reason


class TooManyFiles(TickmarkError):
    """One upload held several ``filenames``; an audit is of one file."""

    def __init__(self, filenames: tuple[str, ...]) -> None:
        named = " and ".join(repr(name) for name in filenames)
        super().__init__(f"one upload holds {named}; send each file in an upload of its own")
        self.filenames = filenames


class ServerClosing(TickmarkError):
    """The server shuts down and takes no new audit; nothing was kept of the request."""

    def __init__(self) -> None:
        super().__init__("the server is shutting down and takes no new audit; nothing was kept, try again in a moment")


class ConfigurationError(TickmarkError):
    """A setting cannot work; the text names it and says what to do."""


class BadChecklist(ConfigurationError):
    """A checklist of disclosures cannot be used; the text names the file, the item and the field."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"the checklist {file} cannot be used: {problem}; docs/disclosures.md says how one is written")
        self.file = file
        self.problem = problem
