from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class Access(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCESS_UNSPECIFIED: _ClassVar[Access]
    ACCESS_OPEN: _ClassVar[Access]
    ACCESS_USER: _ClassVar[Access]
    ACCESS_MODERATOR: _ClassVar[Access]
    ACCESS_OPERATOR: _ClassVar[Access]
    ACCESS_SERVICE: _ClassVar[Access]
ACCESS_UNSPECIFIED: Access
ACCESS_OPEN: Access
ACCESS_USER: Access
ACCESS_MODERATOR: Access
ACCESS_OPERATOR: Access
ACCESS_SERVICE: Access
ACCESS_FIELD_NUMBER: _ClassVar[int]
access: _descriptor.FieldDescriptor
MAX_REQUEST_BYTES_FIELD_NUMBER: _ClassVar[int]
max_request_bytes: _descriptor.FieldDescriptor
DEFAULT_TIMEOUT_MS_FIELD_NUMBER: _ClassVar[int]
default_timeout_ms: _descriptor.FieldDescriptor
MAX_TIMEOUT_MS_FIELD_NUMBER: _ClassVar[int]
max_timeout_ms: _descriptor.FieldDescriptor
CALL_COST_FIELD_NUMBER: _ClassVar[int]
call_cost: _descriptor.FieldDescriptor
