package skein.search.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * SearchService finds posts and people. Results never include items that the caller may not see; without a token only
 * public items are found.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class SearchServiceGrpc {

  private SearchServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.search.v1.SearchService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.search.v1.SearchPostsRequest,
      skein.search.v1.SearchPostsResponse> getSearchPostsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SearchPosts",
      requestType = skein.search.v1.SearchPostsRequest.class,
      responseType = skein.search.v1.SearchPostsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.search.v1.SearchPostsRequest,
      skein.search.v1.SearchPostsResponse> getSearchPostsMethod() {
    io.grpc.MethodDescriptor<skein.search.v1.SearchPostsRequest, skein.search.v1.SearchPostsResponse> getSearchPostsMethod;
    if ((getSearchPostsMethod = SearchServiceGrpc.getSearchPostsMethod) == null) {
      synchronized (SearchServiceGrpc.class) {
        if ((getSearchPostsMethod = SearchServiceGrpc.getSearchPostsMethod) == null) {
          SearchServiceGrpc.getSearchPostsMethod = getSearchPostsMethod =
              io.grpc.MethodDescriptor.<skein.search.v1.SearchPostsRequest, skein.search.v1.SearchPostsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SearchPosts"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.search.v1.SearchPostsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.search.v1.SearchPostsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SearchServiceMethodDescriptorSupplier("SearchPosts"))
              .build();
        }
      }
    }
    return getSearchPostsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.search.v1.SearchUsersRequest,
      skein.search.v1.SearchUsersResponse> getSearchUsersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SearchUsers",
      requestType = skein.search.v1.SearchUsersRequest.class,
      responseType = skein.search.v1.SearchUsersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.search.v1.SearchUsersRequest,
      skein.search.v1.SearchUsersResponse> getSearchUsersMethod() {
    io.grpc.MethodDescriptor<skein.search.v1.SearchUsersRequest, skein.search.v1.SearchUsersResponse> getSearchUsersMethod;
    if ((getSearchUsersMethod = SearchServiceGrpc.getSearchUsersMethod) == null) {
      synchronized (SearchServiceGrpc.class) {
        if ((getSearchUsersMethod = SearchServiceGrpc.getSearchUsersMethod) == null) {
          SearchServiceGrpc.getSearchUsersMethod = getSearchUsersMethod =
              io.grpc.MethodDescriptor.<skein.search.v1.SearchUsersRequest, skein.search.v1.SearchUsersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SearchUsers"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.search.v1.SearchUsersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.search.v1.SearchUsersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SearchServiceMethodDescriptorSupplier("SearchUsers"))
              .build();
        }
      }
    }
    return getSearchUsersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.search.v1.TypeaheadRequest,
      skein.search.v1.TypeaheadResponse> getTypeaheadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Typeahead",
      requestType = skein.search.v1.TypeaheadRequest.class,
      responseType = skein.search.v1.TypeaheadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.search.v1.TypeaheadRequest,
      skein.search.v1.TypeaheadResponse> getTypeaheadMethod() {
    io.grpc.MethodDescriptor<skein.search.v1.TypeaheadRequest, skein.search.v1.TypeaheadResponse> getTypeaheadMethod;
    if ((getTypeaheadMethod = SearchServiceGrpc.getTypeaheadMethod) == null) {
      synchronized (SearchServiceGrpc.class) {
        if ((getTypeaheadMethod = SearchServiceGrpc.getTypeaheadMethod) == null) {
          SearchServiceGrpc.getTypeaheadMethod = getTypeaheadMethod =
              io.grpc.MethodDescriptor.<skein.search.v1.TypeaheadRequest, skein.search.v1.TypeaheadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Typeahead"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.search.v1.TypeaheadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.search.v1.TypeaheadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SearchServiceMethodDescriptorSupplier("Typeahead"))
              .build();
        }
      }
    }
    return getTypeaheadMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static SearchServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceStub>() {
        @java.lang.Override
        public SearchServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceStub(channel, callOptions);
        }
      };
    return SearchServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static SearchServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingV2Stub>() {
        @java.lang.Override
        public SearchServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return SearchServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static SearchServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingStub>() {
        @java.lang.Override
        public SearchServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceBlockingStub(channel, callOptions);
        }
      };
    return SearchServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static SearchServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceFutureStub>() {
        @java.lang.Override
        public SearchServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceFutureStub(channel, callOptions);
        }
      };
    return SearchServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * SearchService finds posts and people. Results never include items that the caller may not see; without a token only
   * public items are found.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Finds posts. What was posted is found within seconds. The query is made of, in any order and all of them holding:
     *   word          the post has the word, without regard to case and accents
     *   "two words"   the words are in the post side by side
     *   #tag          the post has the hashtag
     *   &#64;handle       the post names the person
     *   from:handle   the person wrote it
     *   to:handle     it replies to a post of the person, as long as that post is not deleted
     *   has:link      its text has a link
     *   since:2026-01-31, until:2026-02-01   posted on or after, before that day (UTC)
     * and a - before any of them for what must not hold. At least one must not have a -. Any other text is found as words; signs
     * that belong to no word are left out.
     * Posts of people whom the caller has muted are found only if `from:` names one of them.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    default void searchPosts(skein.search.v1.SearchPostsRequest request,
        io.grpc.stub.StreamObserver<skein.search.v1.SearchPostsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSearchPostsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Finds people by words of their handle, name and bio, by beginnings of words, and by words of a handle or a name with one
     * typing error. The best match comes first; of equal matches the person with more followers (beyond 64 of them within
     * about 4 %). People whom the caller blocked, or who blocked the caller, are not found.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    default void searchUsers(skein.search.v1.SearchUsersRequest request,
        io.grpc.stub.StreamObserver<skein.search.v1.SearchUsersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSearchUsersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Completes what a person is typing: people whose handle or name begins with it, and hashtags in use. Clients may call
     * it on every key stroke.
     * </pre>
     */
    default void typeahead(skein.search.v1.TypeaheadRequest request,
        io.grpc.stub.StreamObserver<skein.search.v1.TypeaheadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getTypeaheadMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service SearchService.
   * <pre>
   * SearchService finds posts and people. Results never include items that the caller may not see; without a token only
   * public items are found.
   * </pre>
   */
  public static abstract class SearchServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return SearchServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service SearchService.
   * <pre>
   * SearchService finds posts and people. Results never include items that the caller may not see; without a token only
   * public items are found.
   * </pre>
   */
  public static final class SearchServiceStub
      extends io.grpc.stub.AbstractAsyncStub<SearchServiceStub> {
    private SearchServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Finds posts. What was posted is found within seconds. The query is made of, in any order and all of them holding:
     *   word          the post has the word, without regard to case and accents
     *   "two words"   the words are in the post side by side
     *   #tag          the post has the hashtag
     *   &#64;handle       the post names the person
     *   from:handle   the person wrote it
     *   to:handle     it replies to a post of the person, as long as that post is not deleted
     *   has:link      its text has a link
     *   since:2026-01-31, until:2026-02-01   posted on or after, before that day (UTC)
     * and a - before any of them for what must not hold. At least one must not have a -. Any other text is found as words; signs
     * that belong to no word are left out.
     * Posts of people whom the caller has muted are found only if `from:` names one of them.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public void searchPosts(skein.search.v1.SearchPostsRequest request,
        io.grpc.stub.StreamObserver<skein.search.v1.SearchPostsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSearchPostsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Finds people by words of their handle, name and bio, by beginnings of words, and by words of a handle or a name with one
     * typing error. The best match comes first; of equal matches the person with more followers (beyond 64 of them within
     * about 4 %). People whom the caller blocked, or who blocked the caller, are not found.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public void searchUsers(skein.search.v1.SearchUsersRequest request,
        io.grpc.stub.StreamObserver<skein.search.v1.SearchUsersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSearchUsersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Completes what a person is typing: people whose handle or name begins with it, and hashtags in use. Clients may call
     * it on every key stroke.
     * </pre>
     */
    public void typeahead(skein.search.v1.TypeaheadRequest request,
        io.grpc.stub.StreamObserver<skein.search.v1.TypeaheadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getTypeaheadMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service SearchService.
   * <pre>
   * SearchService finds posts and people. Results never include items that the caller may not see; without a token only
   * public items are found.
   * </pre>
   */
  public static final class SearchServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<SearchServiceBlockingV2Stub> {
    private SearchServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Finds posts. What was posted is found within seconds. The query is made of, in any order and all of them holding:
     *   word          the post has the word, without regard to case and accents
     *   "two words"   the words are in the post side by side
     *   #tag          the post has the hashtag
     *   &#64;handle       the post names the person
     *   from:handle   the person wrote it
     *   to:handle     it replies to a post of the person, as long as that post is not deleted
     *   has:link      its text has a link
     *   since:2026-01-31, until:2026-02-01   posted on or after, before that day (UTC)
     * and a - before any of them for what must not hold. At least one must not have a -. Any other text is found as words; signs
     * that belong to no word are left out.
     * Posts of people whom the caller has muted are found only if `from:` names one of them.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public skein.search.v1.SearchPostsResponse searchPosts(skein.search.v1.SearchPostsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSearchPostsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Finds people by words of their handle, name and bio, by beginnings of words, and by words of a handle or a name with one
     * typing error. The best match comes first; of equal matches the person with more followers (beyond 64 of them within
     * about 4 %). People whom the caller blocked, or who blocked the caller, are not found.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public skein.search.v1.SearchUsersResponse searchUsers(skein.search.v1.SearchUsersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSearchUsersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Completes what a person is typing: people whose handle or name begins with it, and hashtags in use. Clients may call
     * it on every key stroke.
     * </pre>
     */
    public skein.search.v1.TypeaheadResponse typeahead(skein.search.v1.TypeaheadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getTypeaheadMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service SearchService.
   * <pre>
   * SearchService finds posts and people. Results never include items that the caller may not see; without a token only
   * public items are found.
   * </pre>
   */
  public static final class SearchServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<SearchServiceBlockingStub> {
    private SearchServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Finds posts. What was posted is found within seconds. The query is made of, in any order and all of them holding:
     *   word          the post has the word, without regard to case and accents
     *   "two words"   the words are in the post side by side
     *   #tag          the post has the hashtag
     *   &#64;handle       the post names the person
     *   from:handle   the person wrote it
     *   to:handle     it replies to a post of the person, as long as that post is not deleted
     *   has:link      its text has a link
     *   since:2026-01-31, until:2026-02-01   posted on or after, before that day (UTC)
     * and a - before any of them for what must not hold. At least one must not have a -. Any other text is found as words; signs
     * that belong to no word are left out.
     * Posts of people whom the caller has muted are found only if `from:` names one of them.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public skein.search.v1.SearchPostsResponse searchPosts(skein.search.v1.SearchPostsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSearchPostsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Finds people by words of their handle, name and bio, by beginnings of words, and by words of a handle or a name with one
     * typing error. The best match comes first; of equal matches the person with more followers (beyond 64 of them within
     * about 4 %). People whom the caller blocked, or who blocked the caller, are not found.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public skein.search.v1.SearchUsersResponse searchUsers(skein.search.v1.SearchUsersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSearchUsersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Completes what a person is typing: people whose handle or name begins with it, and hashtags in use. Clients may call
     * it on every key stroke.
     * </pre>
     */
    public skein.search.v1.TypeaheadResponse typeahead(skein.search.v1.TypeaheadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getTypeaheadMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service SearchService.
   * <pre>
   * SearchService finds posts and people. Results never include items that the caller may not see; without a token only
   * public items are found.
   * </pre>
   */
  public static final class SearchServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<SearchServiceFutureStub> {
    private SearchServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Finds posts. What was posted is found within seconds. The query is made of, in any order and all of them holding:
     *   word          the post has the word, without regard to case and accents
     *   "two words"   the words are in the post side by side
     *   #tag          the post has the hashtag
     *   &#64;handle       the post names the person
     *   from:handle   the person wrote it
     *   to:handle     it replies to a post of the person, as long as that post is not deleted
     *   has:link      its text has a link
     *   since:2026-01-31, until:2026-02-01   posted on or after, before that day (UTC)
     * and a - before any of them for what must not hold. At least one must not have a -. Any other text is found as words; signs
     * that belong to no word are left out.
     * Posts of people whom the caller has muted are found only if `from:` names one of them.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.search.v1.SearchPostsResponse> searchPosts(
        skein.search.v1.SearchPostsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSearchPostsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Finds people by words of their handle, name and bio, by beginnings of words, and by words of a handle or a name with one
     * typing error. The best match comes first; of equal matches the person with more followers (beyond 64 of them within
     * about 4 %). People whom the caller blocked, or who blocked the caller, are not found.
     * Errors: QUERY_INVALID (metadata `position`, in code points), PAGE_TOKEN_INVALID.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.search.v1.SearchUsersResponse> searchUsers(
        skein.search.v1.SearchUsersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSearchUsersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Completes what a person is typing: people whose handle or name begins with it, and hashtags in use. Clients may call
     * it on every key stroke.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.search.v1.TypeaheadResponse> typeahead(
        skein.search.v1.TypeaheadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getTypeaheadMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_SEARCH_POSTS = 0;
  private static final int METHODID_SEARCH_USERS = 1;
  private static final int METHODID_TYPEAHEAD = 2;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_SEARCH_POSTS:
          serviceImpl.searchPosts((skein.search.v1.SearchPostsRequest) request,
              (io.grpc.stub.StreamObserver<skein.search.v1.SearchPostsResponse>) responseObserver);
          break;
        case METHODID_SEARCH_USERS:
          serviceImpl.searchUsers((skein.search.v1.SearchUsersRequest) request,
              (io.grpc.stub.StreamObserver<skein.search.v1.SearchUsersResponse>) responseObserver);
          break;
        case METHODID_TYPEAHEAD:
          serviceImpl.typeahead((skein.search.v1.TypeaheadRequest) request,
              (io.grpc.stub.StreamObserver<skein.search.v1.TypeaheadResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getSearchPostsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.search.v1.SearchPostsRequest,
              skein.search.v1.SearchPostsResponse>(
                service, METHODID_SEARCH_POSTS)))
        .addMethod(
          getSearchUsersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.search.v1.SearchUsersRequest,
              skein.search.v1.SearchUsersResponse>(
                service, METHODID_SEARCH_USERS)))
        .addMethod(
          getTypeaheadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.search.v1.TypeaheadRequest,
              skein.search.v1.TypeaheadResponse>(
                service, METHODID_TYPEAHEAD)))
        .build();
  }

  private static abstract class SearchServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    SearchServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.search.v1.SearchServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("SearchService");
    }
  }

  private static final class SearchServiceFileDescriptorSupplier
      extends SearchServiceBaseDescriptorSupplier {
    SearchServiceFileDescriptorSupplier() {}
  }

  private static final class SearchServiceMethodDescriptorSupplier
      extends SearchServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    SearchServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (SearchServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new SearchServiceFileDescriptorSupplier())
              .addMethod(getSearchPostsMethod())
              .addMethod(getSearchUsersMethod())
              .addMethod(getTypeaheadMethod())
              .build();
        }
      }
    }
    return result;
  }
}
