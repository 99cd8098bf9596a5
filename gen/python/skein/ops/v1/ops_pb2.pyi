import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class LogLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LOG_LEVEL_UNSPECIFIED: _ClassVar[LogLevel]
    LOG_LEVEL_DEBUG: _ClassVar[LogLevel]
    LOG_LEVEL_INFO: _ClassVar[LogLevel]
    LOG_LEVEL_WARN: _ClassVar[LogLevel]
    LOG_LEVEL_ERROR: _ClassVar[LogLevel]

class OperationKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OPERATION_KIND_UNSPECIFIED: _ClassVar[OperationKind]
    OPERATION_KIND_REINDEX: _ClassVar[OperationKind]
    OPERATION_KIND_VERIFY_COUNTS: _ClassVar[OperationKind]
    OPERATION_KIND_RETRY_DEAD_LETTERS: _ClassVar[OperationKind]

class SearchIndex(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEARCH_INDEX_UNSPECIFIED: _ClassVar[SearchIndex]
    SEARCH_INDEX_POSTS: _ClassVar[SearchIndex]
    SEARCH_INDEX_USERS: _ClassVar[SearchIndex]

class CountSubject(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COUNT_SUBJECT_UNSPECIFIED: _ClassVar[CountSubject]
    COUNT_SUBJECT_POSTS: _ClassVar[CountSubject]
    COUNT_SUBJECT_USERS: _ClassVar[CountSubject]

class OperationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OPERATION_STATE_UNSPECIFIED: _ClassVar[OperationState]
    OPERATION_STATE_RUNNING: _ClassVar[OperationState]
    OPERATION_STATE_STOPPED: _ClassVar[OperationState]
    OPERATION_STATE_SUCCEEDED: _ClassVar[OperationState]
    OPERATION_STATE_FAILED: _ClassVar[OperationState]
LOG_LEVEL_UNSPECIFIED: LogLevel
LOG_LEVEL_DEBUG: LogLevel
LOG_LEVEL_INFO: LogLevel
LOG_LEVEL_WARN: LogLevel
LOG_LEVEL_ERROR: LogLevel
OPERATION_KIND_UNSPECIFIED: OperationKind
OPERATION_KIND_REINDEX: OperationKind
OPERATION_KIND_VERIFY_COUNTS: OperationKind
OPERATION_KIND_RETRY_DEAD_LETTERS: OperationKind
SEARCH_INDEX_UNSPECIFIED: SearchIndex
SEARCH_INDEX_POSTS: SearchIndex
SEARCH_INDEX_USERS: SearchIndex
COUNT_SUBJECT_UNSPECIFIED: CountSubject
COUNT_SUBJECT_POSTS: CountSubject
COUNT_SUBJECT_USERS: CountSubject
OPERATION_STATE_UNSPECIFIED: OperationState
OPERATION_STATE_RUNNING: OperationState
OPERATION_STATE_STOPPED: OperationState
OPERATION_STATE_SUCCEEDED: OperationState
OPERATION_STATE_FAILED: OperationState

class Figure(_message.Message):
    __slots__ = ("name", "labels", "value")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    labels: _containers.ScalarMap[str, str]
    value: float
    def __init__(self, name: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., value: _Optional[float] = ...) -> None: ...

class ProcessFigures(_message.Message):
    __slots__ = ("instance", "services", "version", "start_time", "serving", "figures", "sample_time")
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    SERVICES_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    SERVING_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_TIME_FIELD_NUMBER: _ClassVar[int]
    instance: str
    services: _containers.RepeatedScalarFieldContainer[str]
    version: str
    start_time: _timestamp_pb2.Timestamp
    serving: bool
    figures: _containers.RepeatedCompositeFieldContainer[Figure]
    sample_time: _timestamp_pb2.Timestamp
    def __init__(self, instance: _Optional[str] = ..., services: _Optional[_Iterable[str]] = ..., version: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., serving: _Optional[bool] = ..., figures: _Optional[_Iterable[_Union[Figure, _Mapping]]] = ..., sample_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DeadLetter(_message.Message):
    __slots__ = ("id", "topic", "group", "key", "value", "value_json", "error", "attempt_count", "create_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    VALUE_JSON_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_COUNT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    topic: str
    group: str
    key: str
    value: bytes
    value_json: str
    error: str
    attempt_count: int
    create_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., topic: _Optional[str] = ..., group: _Optional[str] = ..., key: _Optional[str] = ..., value: _Optional[bytes] = ..., value_json: _Optional[str] = ..., error: _Optional[str] = ..., attempt_count: _Optional[int] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ConsumerLag(_message.Message):
    __slots__ = ("topic", "group", "partition", "event_count", "oldest_time")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    PARTITION_FIELD_NUMBER: _ClassVar[int]
    EVENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    OLDEST_TIME_FIELD_NUMBER: _ClassVar[int]
    topic: str
    group: str
    partition: int
    event_count: int
    oldest_time: _timestamp_pb2.Timestamp
    def __init__(self, topic: _Optional[str] = ..., group: _Optional[str] = ..., partition: _Optional[int] = ..., event_count: _Optional[int] = ..., oldest_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Operation(_message.Message):
    __slots__ = ("id", "kind", "state", "done_count", "total_count", "operator_id", "start_time", "update_time", "end_time", "error", "counts", "retries", "search_index")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DONE_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_INDEX_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: OperationKind
    state: OperationState
    done_count: int
    total_count: int
    operator_id: str
    start_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    error: str
    counts: CountVerification
    retries: DeadLetterRetries
    search_index: SearchIndex
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[OperationKind, str]] = ..., state: _Optional[_Union[OperationState, str]] = ..., done_count: _Optional[int] = ..., total_count: _Optional[int] = ..., operator_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., error: _Optional[str] = ..., counts: _Optional[_Union[CountVerification, _Mapping]] = ..., retries: _Optional[_Union[DeadLetterRetries, _Mapping]] = ..., search_index: _Optional[_Union[SearchIndex, str]] = ...) -> None: ...

class DeadLetterRetries(_message.Message):
    __slots__ = ("topic", "group", "taken_count", "returned_count")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    TAKEN_COUNT_FIELD_NUMBER: _ClassVar[int]
    RETURNED_COUNT_FIELD_NUMBER: _ClassVar[int]
    topic: str
    group: str
    taken_count: int
    returned_count: int
    def __init__(self, topic: _Optional[str] = ..., group: _Optional[str] = ..., taken_count: _Optional[int] = ..., returned_count: _Optional[int] = ...) -> None: ...

class CountVerification(_message.Message):
    __slots__ = ("mismatch_count", "repaired_count", "mismatches", "subject", "repair")
    MISMATCH_COUNT_FIELD_NUMBER: _ClassVar[int]
    REPAIRED_COUNT_FIELD_NUMBER: _ClassVar[int]
    MISMATCHES_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    REPAIR_FIELD_NUMBER: _ClassVar[int]
    mismatch_count: int
    repaired_count: int
    mismatches: _containers.RepeatedCompositeFieldContainer[CountMismatch]
    subject: CountSubject
    repair: bool
    def __init__(self, mismatch_count: _Optional[int] = ..., repaired_count: _Optional[int] = ..., mismatches: _Optional[_Iterable[_Union[CountMismatch, _Mapping]]] = ..., subject: _Optional[_Union[CountSubject, str]] = ..., repair: _Optional[bool] = ...) -> None: ...

class CountMismatch(_message.Message):
    __slots__ = ("subject_id", "name", "stored_value", "counted_value")
    SUBJECT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STORED_VALUE_FIELD_NUMBER: _ClassVar[int]
    COUNTED_VALUE_FIELD_NUMBER: _ClassVar[int]
    subject_id: str
    name: str
    stored_value: int
    counted_value: int
    def __init__(self, subject_id: _Optional[str] = ..., name: _Optional[str] = ..., stored_value: _Optional[int] = ..., counted_value: _Optional[int] = ...) -> None: ...
