import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import skein.post.v1.CreatePostRequest;
import skein.post.v1.PostServiceGrpc;
import skein.timeline.v1.ListHomeTimelineRequest;
import skein.timeline.v1.TimelineServiceGrpc;
import skein.user.v1.AuthServiceGrpc;
import skein.user.v1.SignUpRequest;

/** Signs a person up, makes one call that is refused, posts, and reads the home timeline. Arguments: HOST:PORT HANDLE. */
public final class Home {
  /** The deadline of each call. It is sent to the server, which stops work after it. */
  private static final long TIMEOUT_S = 5;

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: Home HOST:PORT HANDLE");
      System.exit(2);
    }
    var channel = Grpc.newChannelBuilder(arguments[0], InsecureChannelCredentials.create()).build();
    try {
      run(channel, arguments[1]);
    } catch (StatusRuntimeException error) {
      System.err.println(explain(error));
      System.exit(1);
    } finally {
      channel.shutdownNow().awaitTermination(TIMEOUT_S, TimeUnit.SECONDS);
    }
  }

  private static void run(ManagedChannel channel, String handle) throws InvalidProtocolBufferException {
    var auth = AuthServiceGrpc.newBlockingStub(channel);
    var signedUp = auth.withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS).signUp(signUp(handle));
    System.out.println("signed up: " + signedUp.getAccount().getUser().getHandle());

    try {
      auth.withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS).signUp(signUp("not a handle"));
    } catch (StatusRuntimeException error) {
      System.out.println("refused: " + explain(error));
    }

    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + signedUp.getTokens().getAccessToken());
    var asUser = MetadataUtils.newAttachHeadersInterceptor(headers);
    var created =
        PostServiceGrpc.newBlockingStub(channel)
            .withInterceptors(asUser)
            .withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS)
            .createPost(
                CreatePostRequest.newBuilder().setText("Hello from Java").setRequestId(requestId()).build());
    System.out.println("posted: " + created.getPost().getId());

    var home =
        TimelineServiceGrpc.newBlockingStub(channel)
            .withInterceptors(asUser)
            .withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS)
            .listHomeTimeline(ListHomeTimelineRequest.newBuilder().setPageSize(20).build());
    for (var entry : home.getEntriesList()) {
      System.out.println("home: " + entry.getPost().getAuthor().getHandle() + ": " + entry.getPost().getText());
    }
  }

  private static SignUpRequest signUp(String handle) {
    return SignUpRequest.newBuilder()
        .setHandle(handle)
        .setPassword("correct horse")
        .setRequestId(requestId())
        .build();
  }

  /** Every write has a request_id: a retry with the same request_id does not repeat the write. */
  private static String requestId() {
    return UUID.randomUUID().toString();
  }

  /** A program decides by the reason of ErrorInfo; BadRequest names fields. The message is for people. */
  private static String explain(StatusRuntimeException error) throws InvalidProtocolBufferException {
    List<String> parts = new ArrayList<>();
    parts.add(error.getStatus().getCode().name());
    for (Any detail : StatusProto.fromThrowable(error).getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        parts.add(detail.unpack(ErrorInfo.class).getReason());
      } else if (detail.is(BadRequest.class)) {
        detail.unpack(BadRequest.class).getFieldViolationsList().forEach(field -> parts.add(field.getField()));
      }
    }
    return String.join(" ", parts) + " (" + error.getStatus().getDescription() + ")";
  }
}
