"""Signs a person up, makes one call that is refused, posts, and reads the home timeline.

python home.py 127.0.0.1:50051 ada
"""

import sys
import uuid

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from skein.post.v1 import post_service_pb2, post_service_pb2_grpc
from skein.timeline.v1 import timeline_service_pb2, timeline_service_pb2_grpc
from skein.user.v1 import auth_service_pb2, auth_service_pb2_grpc

# The deadline of each call. It is sent to the server, which stops work after it.
TIMEOUT_S = 5


def main(address: str, handle: str) -> None:
    with grpc.insecure_channel(address) as channel:
        auth = auth_service_pb2_grpc.AuthServiceStub(channel)
        signed_up = auth.SignUp(sign_up(handle), timeout=TIMEOUT_S)
        print("signed up:", signed_up.account.user.handle)

        try:
            auth.SignUp(sign_up("not a handle"), timeout=TIMEOUT_S)
        except grpc.RpcError as error:
            print("refused:", explain(error))

        authorization = [("authorization", f"Bearer {signed_up.tokens.access_token}")]
        created = post_service_pb2_grpc.PostServiceStub(channel).CreatePost(
            post_service_pb2.CreatePostRequest(text="Hello from Python", request_id=str(uuid.uuid4())),
            metadata=authorization,
            timeout=TIMEOUT_S,
        )
        print("posted:", created.post.id)

        home = timeline_service_pb2_grpc.TimelineServiceStub(channel).ListHomeTimeline(
            timeline_service_pb2.ListHomeTimelineRequest(page_size=20),
            metadata=authorization,
            timeout=TIMEOUT_S,
        )
        for entry in home.entries:
            print(f"home: {entry.post.author.handle}: {entry.post.text}")


def sign_up(handle: str) -> auth_service_pb2.SignUpRequest:
    """Every write has a request_id: a retry with the same request_id does not repeat the write."""
    return auth_service_pb2.SignUpRequest(
        handle=handle, password="correct horse", request_id=str(uuid.uuid4())
    )


def explain(error: grpc.RpcError) -> str:
    """A program decides by the reason of ErrorInfo; BadRequest names fields. The message is for people."""
    parts = [error.code().name]
    status = rpc_status.from_call(error)
    for detail in status.details if status else []:
        info, bad_request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        if detail.Unpack(info):
            parts.append(info.reason)
        elif detail.Unpack(bad_request):
            parts += [violation.field for violation in bad_request.field_violations]
    return f"{' '.join(parts)} ({error.details()})"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python home.py HOST:PORT HANDLE")
    try:
        main(*sys.argv[1:])
    except grpc.RpcError as error:
        sys.exit(explain(error))
