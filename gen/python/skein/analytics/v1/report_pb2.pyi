import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReportPeriod(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REPORT_PERIOD_UNSPECIFIED: _ClassVar[ReportPeriod]
    REPORT_PERIOD_DAILY: _ClassVar[ReportPeriod]
    REPORT_PERIOD_WEEKLY: _ClassVar[ReportPeriod]

class Segment(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEGMENT_UNSPECIFIED: _ClassVar[Segment]
    SEGMENT_FAMOUS: _ClassVar[Segment]
    SEGMENT_LIVE: _ClassVar[Segment]
    SEGMENT_ACTIVE: _ClassVar[Segment]
    SEGMENT_PASSIVE: _ClassVar[Segment]
    SEGMENT_INACTIVE: _ClassVar[Segment]
REPORT_PERIOD_UNSPECIFIED: ReportPeriod
REPORT_PERIOD_DAILY: ReportPeriod
REPORT_PERIOD_WEEKLY: ReportPeriod
SEGMENT_UNSPECIFIED: Segment
SEGMENT_FAMOUS: Segment
SEGMENT_LIVE: Segment
SEGMENT_ACTIVE: Segment
SEGMENT_PASSIVE: Segment
SEGMENT_INACTIVE: Segment

class Report(_message.Message):
    __slots__ = ("id", "period", "start_time", "end_time", "create_time", "figures", "rankings")
    ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    RANKINGS_FIELD_NUMBER: _ClassVar[int]
    id: str
    period: ReportPeriod
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    create_time: _timestamp_pb2.Timestamp
    figures: _containers.RepeatedCompositeFieldContainer[ReportFigure]
    rankings: _containers.RepeatedCompositeFieldContainer[ReportRanking]
    def __init__(self, id: _Optional[str] = ..., period: _Optional[_Union[ReportPeriod, str]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., figures: _Optional[_Iterable[_Union[ReportFigure, _Mapping]]] = ..., rankings: _Optional[_Iterable[_Union[ReportRanking, _Mapping]]] = ...) -> None: ...

class ReportFigure(_message.Message):
    __slots__ = ("name", "value", "previous_value")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    previous_value: float
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ..., previous_value: _Optional[float] = ...) -> None: ...

class ReportRanking(_message.Message):
    __slots__ = ("name", "items")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    name: str
    items: _containers.RepeatedCompositeFieldContainer[RankedItem]
    def __init__(self, name: _Optional[str] = ..., items: _Optional[_Iterable[_Union[RankedItem, _Mapping]]] = ...) -> None: ...

class RankedItem(_message.Message):
    __slots__ = ("key", "value")
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    key: str
    value: float
    def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...

class SegmentSize(_message.Message):
    __slots__ = ("segment", "user_count", "compute_time")
    SEGMENT_FIELD_NUMBER: _ClassVar[int]
    USER_COUNT_FIELD_NUMBER: _ClassVar[int]
    COMPUTE_TIME_FIELD_NUMBER: _ClassVar[int]
    segment: Segment
    user_count: int
    compute_time: _timestamp_pb2.Timestamp
    def __init__(self, segment: _Optional[_Union[Segment, str]] = ..., user_count: _Optional[int] = ..., compute_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
