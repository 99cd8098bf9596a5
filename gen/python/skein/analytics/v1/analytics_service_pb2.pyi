import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.api import field_behavior_pb2 as _field_behavior_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from skein.analytics.v1 import action_pb2 as _action_pb2
from skein.analytics.v1 import report_pb2 as _report_pb2
from skein.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RecordActionsRequest(_message.Message):
    __slots__ = ("actions", "request_id")
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    actions: _containers.RepeatedCompositeFieldContainer[_action_pb2.Action]
    request_id: str
    def __init__(self, actions: _Optional[_Iterable[_Union[_action_pb2.Action, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class RecordActionsResponse(_message.Message):
    __slots__ = ("accepted_count", "rejected_actions")
    ACCEPTED_COUNT_FIELD_NUMBER: _ClassVar[int]
    REJECTED_ACTIONS_FIELD_NUMBER: _ClassVar[int]
    accepted_count: int
    rejected_actions: _containers.RepeatedCompositeFieldContainer[_action_pb2.RejectedAction]
    def __init__(self, accepted_count: _Optional[int] = ..., rejected_actions: _Optional[_Iterable[_Union[_action_pb2.RejectedAction, _Mapping]]] = ...) -> None: ...

class StreamActionsRequest(_message.Message):
    __slots__ = ("actions",)
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    actions: _containers.RepeatedCompositeFieldContainer[_action_pb2.Action]
    def __init__(self, actions: _Optional[_Iterable[_Union[_action_pb2.Action, _Mapping]]] = ...) -> None: ...

class StreamActionsResponse(_message.Message):
    __slots__ = ("accepted_count", "rejected_actions", "rejected_count")
    ACCEPTED_COUNT_FIELD_NUMBER: _ClassVar[int]
    REJECTED_ACTIONS_FIELD_NUMBER: _ClassVar[int]
    REJECTED_COUNT_FIELD_NUMBER: _ClassVar[int]
    accepted_count: int
    rejected_actions: _containers.RepeatedCompositeFieldContainer[_action_pb2.RejectedAction]
    rejected_count: int
    def __init__(self, accepted_count: _Optional[int] = ..., rejected_actions: _Optional[_Iterable[_Union[_action_pb2.RejectedAction, _Mapping]]] = ..., rejected_count: _Optional[int] = ...) -> None: ...

class GetPostFiguresRequest(_message.Message):
    __slots__ = ("post_id", "start_time", "end_time", "step")
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    post_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    step: _action_pb2.Step
    def __init__(self, post_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., step: _Optional[_Union[_action_pb2.Step, str]] = ...) -> None: ...

class GetPostFiguresResponse(_message.Message):
    __slots__ = ("total", "steps")
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    total: _action_pb2.Figures
    steps: _containers.RepeatedCompositeFieldContainer[_action_pb2.FiguresStep]
    def __init__(self, total: _Optional[_Union[_action_pb2.Figures, _Mapping]] = ..., steps: _Optional[_Iterable[_Union[_action_pb2.FiguresStep, _Mapping]]] = ...) -> None: ...

class GetAuthorFiguresRequest(_message.Message):
    __slots__ = ("user_id", "start_time", "end_time", "step")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    step: _action_pb2.Step
    def __init__(self, user_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., step: _Optional[_Union[_action_pb2.Step, str]] = ...) -> None: ...

class GetAuthorFiguresResponse(_message.Message):
    __slots__ = ("total", "steps", "follower_count")
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    FOLLOWER_COUNT_FIELD_NUMBER: _ClassVar[int]
    total: _action_pb2.Figures
    steps: _containers.RepeatedCompositeFieldContainer[_action_pb2.FiguresStep]
    follower_count: int
    def __init__(self, total: _Optional[_Union[_action_pb2.Figures, _Mapping]] = ..., steps: _Optional[_Iterable[_Union[_action_pb2.FiguresStep, _Mapping]]] = ..., follower_count: _Optional[int] = ...) -> None: ...

class ListReportsRequest(_message.Message):
    __slots__ = ("period", "page_size", "page_token")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    period: _report_pb2.ReportPeriod
    page_size: int
    page_token: str
    def __init__(self, period: _Optional[_Union[_report_pb2.ReportPeriod, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListReportsResponse(_message.Message):
    __slots__ = ("reports", "next_page_token")
    REPORTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reports: _containers.RepeatedCompositeFieldContainer[_report_pb2.Report]
    next_page_token: str
    def __init__(self, reports: _Optional[_Iterable[_Union[_report_pb2.Report, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetReportRequest(_message.Message):
    __slots__ = ("report_id",)
    REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    report_id: str
    def __init__(self, report_id: _Optional[str] = ...) -> None: ...

class GetReportResponse(_message.Message):
    __slots__ = ("report",)
    REPORT_FIELD_NUMBER: _ClassVar[int]
    report: _report_pb2.Report
    def __init__(self, report: _Optional[_Union[_report_pb2.Report, _Mapping]] = ...) -> None: ...

class ListSegmentsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListSegmentsResponse(_message.Message):
    __slots__ = ("segments", "next_page_token")
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    segments: _containers.RepeatedCompositeFieldContainer[_report_pb2.SegmentSize]
    next_page_token: str
    def __init__(self, segments: _Optional[_Iterable[_Union[_report_pb2.SegmentSize, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListSegmentMembersRequest(_message.Message):
    __slots__ = ("segment", "page_size", "page_token")
    SEGMENT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    segment: _report_pb2.Segment
    page_size: int
    page_token: str
    def __init__(self, segment: _Optional[_Union[_report_pb2.Segment, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListSegmentMembersResponse(_message.Message):
    __slots__ = ("user_ids", "next_page_token")
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    next_page_token: str
    def __init__(self, user_ids: _Optional[_Iterable[str]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetUserSegmentsRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class GetUserSegmentsResponse(_message.Message):
    __slots__ = ("segments", "last_seen_time", "follower_count")
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    LAST_SEEN_TIME_FIELD_NUMBER: _ClassVar[int]
    FOLLOWER_COUNT_FIELD_NUMBER: _ClassVar[int]
    segments: _containers.RepeatedScalarFieldContainer[_report_pb2.Segment]
    last_seen_time: _timestamp_pb2.Timestamp
    follower_count: int
    def __init__(self, segments: _Optional[_Iterable[_Union[_report_pb2.Segment, str]]] = ..., last_seen_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., follower_count: _Optional[int] = ...) -> None: ...
