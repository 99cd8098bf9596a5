import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from skein.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TopicKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TOPIC_KIND_UNSPECIFIED: _ClassVar[TopicKind]
    TOPIC_KIND_HASHTAG: _ClassVar[TopicKind]
    TOPIC_KIND_WORD: _ClassVar[TopicKind]
TOPIC_KIND_UNSPECIFIED: TopicKind
TOPIC_KIND_HASHTAG: TopicKind
TOPIC_KIND_WORD: TopicKind

class Trend(_message.Message):
    __slots__ = ("rank", "topic", "kind", "post_count", "rate_ratio", "start_time", "previous_rank")
    RANK_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POST_COUNT_FIELD_NUMBER: _ClassVar[int]
    RATE_RATIO_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_RANK_FIELD_NUMBER: _ClassVar[int]
    rank: int
    topic: str
    kind: TopicKind
    post_count: int
    rate_ratio: float
    start_time: _timestamp_pb2.Timestamp
    previous_rank: int
    def __init__(self, rank: _Optional[int] = ..., topic: _Optional[str] = ..., kind: _Optional[_Union[TopicKind, str]] = ..., post_count: _Optional[int] = ..., rate_ratio: _Optional[float] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., previous_rank: _Optional[int] = ...) -> None: ...

class TrendList(_message.Message):
    __slots__ = ("region", "trends", "compute_time")
    REGION_FIELD_NUMBER: _ClassVar[int]
    TRENDS_FIELD_NUMBER: _ClassVar[int]
    COMPUTE_TIME_FIELD_NUMBER: _ClassVar[int]
    region: str
    trends: _containers.RepeatedCompositeFieldContainer[Trend]
    compute_time: _timestamp_pb2.Timestamp
    def __init__(self, region: _Optional[str] = ..., trends: _Optional[_Iterable[_Union[Trend, _Mapping]]] = ..., compute_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TrendRegion(_message.Message):
    __slots__ = ("region", "trend_count")
    REGION_FIELD_NUMBER: _ClassVar[int]
    TREND_COUNT_FIELD_NUMBER: _ClassVar[int]
    region: str
    trend_count: int
    def __init__(self, region: _Optional[str] = ..., trend_count: _Optional[int] = ...) -> None: ...

class ListTrendsRequest(_message.Message):
    __slots__ = ("region", "page_size", "page_token")
    REGION_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    region: str
    page_size: int
    page_token: str
    def __init__(self, region: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListTrendsResponse(_message.Message):
    __slots__ = ("trends", "next_page_token", "compute_time", "resume_token")
    TRENDS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    COMPUTE_TIME_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    trends: _containers.RepeatedCompositeFieldContainer[Trend]
    next_page_token: str
    compute_time: _timestamp_pb2.Timestamp
    resume_token: str
    def __init__(self, trends: _Optional[_Iterable[_Union[Trend, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., compute_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resume_token: _Optional[str] = ...) -> None: ...

class ListTrendRegionsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListTrendRegionsResponse(_message.Message):
    __slots__ = ("regions", "next_page_token")
    REGIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    regions: _containers.RepeatedCompositeFieldContainer[TrendRegion]
    next_page_token: str
    def __init__(self, regions: _Optional[_Iterable[_Union[TrendRegion, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class StreamTrendsRequest(_message.Message):
    __slots__ = ("region", "resume_token")
    REGION_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    region: str
    resume_token: str
    def __init__(self, region: _Optional[str] = ..., resume_token: _Optional[str] = ...) -> None: ...

class StreamTrendsResponse(_message.Message):
    __slots__ = ("resume_token", "trends")
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TRENDS_FIELD_NUMBER: _ClassVar[int]
    resume_token: str
    trends: TrendList
    def __init__(self, resume_token: _Optional[str] = ..., trends: _Optional[_Union[TrendList, _Mapping]] = ...) -> None: ...
