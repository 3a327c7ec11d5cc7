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

from service.errors.agents import (
    AgentError,
    AgentMisbehaved,
    AgentTimeout,
    ModelBudgetSpent,
    ModelFailed,
    SourceFailed,
    UnknownAgent,
)
from service.errors.log import (
    AlreadyAccepted,
    ArtifactDamaged,
    ArtifactNotFound,
    AuditDamaged,
    AuditErased,
    AuditNotFound,
    BackupRefused,
    CommitUnknown,
    DatabaseDamaged,
    DatabaseFailed,
    EventTooLarge,
    IdempotencyKeyReused,
    LeaseHeld,
    LeaseLost,
    LogError,
    NothingToRetry,
    SchemaMismatch,
    StreamEnded,
    WrongExpectedSeq,
)
from service.errors.options import BadOption, OptionError, RuleNotIgnorable, UnknownRule
from service.errors.reports import (
    DamagedReport,
    EmptyReport,
    EncryptedReport,
    NoPagesToDraw,
    NoSuchPage,
    NotAFinancialReport,
    PageNotDrawn,
    ReportError,
    ReportTooLarge,
    UnsupportedFormat,
)
from service.errors.review import (
    BadDecision,
    FindingNotFound,
    NothingChanges,
    ReviewMoved,
    ReviewNotFinished,
)
from service.errors.root import (
    TickmarkError,
)
from service.errors.serving import (
    BadChecklist,
    ConfigurationError,
    DrawingBusy,
    MachineFailed,
    RequestTooLarge,
    ServerClosing,
    TooManyFiles,
)
from service.errors.workers import (
    WorkerCrashed,
    WorkerError,
    WorkerOutOfMemory,
    WorkerReplyRefused,
    WorkerTaskFailed,
    WorkerTimeout,
)

__all__ = (
    "AgentError",
    "AgentMisbehaved",
    "AgentTimeout",
    "AlreadyAccepted",
    "ArtifactDamaged",
    "ArtifactNotFound",
    "AuditDamaged",
    "AuditErased",
    "AuditNotFound",
    "BackupRefused",
    "BadChecklist",
    "BadDecision",
    "BadOption",
    "CommitUnknown",
    "ConfigurationError",
    "DamagedReport",
    "DatabaseDamaged",
    "DatabaseFailed",
    "DrawingBusy",
    "EmptyReport",
    "EncryptedReport",
    "EventTooLarge",
    "FindingNotFound",
    "IdempotencyKeyReused",
    "LeaseHeld",
    "LeaseLost",
    "LogError",
    "MachineFailed",
    "ModelBudgetSpent",
    "ModelFailed",
    "NoPagesToDraw",
    "NoSuchPage",
    "NotAFinancialReport",
    "NothingChanges",
    "NothingToRetry",
    "OptionError",
    "PageNotDrawn",
    "ReportError",
    "ReportTooLarge",
    "RequestTooLarge",
    "ReviewMoved",
    "ReviewNotFinished",
    "RuleNotIgnorable",
    "SchemaMismatch",
    "ServerClosing",
    "SourceFailed",
    "StreamEnded",
    "TickmarkError",
    "TooManyFiles",
    "UnknownAgent",
    "UnknownRule",
    "UnsupportedFormat",
    "WorkerCrashed",
    "WorkerError",
    "WorkerOutOfMemory",
    "WorkerReplyRefused",
    "WorkerTaskFailed",
    "WorkerTimeout",
    "WrongExpectedSeq",
)
