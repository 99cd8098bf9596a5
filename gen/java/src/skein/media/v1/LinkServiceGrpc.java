package skein.media.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * LinkService makes short links. A GET of its short_url redirects and counts a click.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class LinkServiceGrpc {

  private LinkServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.media.v1.LinkService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.media.v1.CreateLinkRequest,
      skein.media.v1.CreateLinkResponse> getCreateLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateLink",
      requestType = skein.media.v1.CreateLinkRequest.class,
      responseType = skein.media.v1.CreateLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.CreateLinkRequest,
      skein.media.v1.CreateLinkResponse> getCreateLinkMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.CreateLinkRequest, skein.media.v1.CreateLinkResponse> getCreateLinkMethod;
    if ((getCreateLinkMethod = LinkServiceGrpc.getCreateLinkMethod) == null) {
      synchronized (LinkServiceGrpc.class) {
        if ((getCreateLinkMethod = LinkServiceGrpc.getCreateLinkMethod) == null) {
          LinkServiceGrpc.getCreateLinkMethod = getCreateLinkMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.CreateLinkRequest, skein.media.v1.CreateLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateLink"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.CreateLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.CreateLinkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new LinkServiceMethodDescriptorSupplier("CreateLink"))
              .build();
        }
      }
    }
    return getCreateLinkMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.GetLinkRequest,
      skein.media.v1.GetLinkResponse> getGetLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetLink",
      requestType = skein.media.v1.GetLinkRequest.class,
      responseType = skein.media.v1.GetLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.GetLinkRequest,
      skein.media.v1.GetLinkResponse> getGetLinkMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.GetLinkRequest, skein.media.v1.GetLinkResponse> getGetLinkMethod;
    if ((getGetLinkMethod = LinkServiceGrpc.getGetLinkMethod) == null) {
      synchronized (LinkServiceGrpc.class) {
        if ((getGetLinkMethod = LinkServiceGrpc.getGetLinkMethod) == null) {
          LinkServiceGrpc.getGetLinkMethod = getGetLinkMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.GetLinkRequest, skein.media.v1.GetLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetLink"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.GetLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.GetLinkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new LinkServiceMethodDescriptorSupplier("GetLink"))
              .build();
        }
      }
    }
    return getGetLinkMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.ListLinksRequest,
      skein.media.v1.ListLinksResponse> getListLinksMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListLinks",
      requestType = skein.media.v1.ListLinksRequest.class,
      responseType = skein.media.v1.ListLinksResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.ListLinksRequest,
      skein.media.v1.ListLinksResponse> getListLinksMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.ListLinksRequest, skein.media.v1.ListLinksResponse> getListLinksMethod;
    if ((getListLinksMethod = LinkServiceGrpc.getListLinksMethod) == null) {
      synchronized (LinkServiceGrpc.class) {
        if ((getListLinksMethod = LinkServiceGrpc.getListLinksMethod) == null) {
          LinkServiceGrpc.getListLinksMethod = getListLinksMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.ListLinksRequest, skein.media.v1.ListLinksResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListLinks"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.ListLinksRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.ListLinksResponse.getDefaultInstance()))
              .setSchemaDescriptor(new LinkServiceMethodDescriptorSupplier("ListLinks"))
              .build();
        }
      }
    }
    return getListLinksMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.ResolveLinkRequest,
      skein.media.v1.ResolveLinkResponse> getResolveLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResolveLink",
      requestType = skein.media.v1.ResolveLinkRequest.class,
      responseType = skein.media.v1.ResolveLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.ResolveLinkRequest,
      skein.media.v1.ResolveLinkResponse> getResolveLinkMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.ResolveLinkRequest, skein.media.v1.ResolveLinkResponse> getResolveLinkMethod;
    if ((getResolveLinkMethod = LinkServiceGrpc.getResolveLinkMethod) == null) {
      synchronized (LinkServiceGrpc.class) {
        if ((getResolveLinkMethod = LinkServiceGrpc.getResolveLinkMethod) == null) {
          LinkServiceGrpc.getResolveLinkMethod = getResolveLinkMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.ResolveLinkRequest, skein.media.v1.ResolveLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResolveLink"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.ResolveLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.ResolveLinkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new LinkServiceMethodDescriptorSupplier("ResolveLink"))
              .build();
        }
      }
    }
    return getResolveLinkMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.DeleteLinkRequest,
      skein.media.v1.DeleteLinkResponse> getDeleteLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteLink",
      requestType = skein.media.v1.DeleteLinkRequest.class,
      responseType = skein.media.v1.DeleteLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.DeleteLinkRequest,
      skein.media.v1.DeleteLinkResponse> getDeleteLinkMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.DeleteLinkRequest, skein.media.v1.DeleteLinkResponse> getDeleteLinkMethod;
    if ((getDeleteLinkMethod = LinkServiceGrpc.getDeleteLinkMethod) == null) {
      synchronized (LinkServiceGrpc.class) {
        if ((getDeleteLinkMethod = LinkServiceGrpc.getDeleteLinkMethod) == null) {
          LinkServiceGrpc.getDeleteLinkMethod = getDeleteLinkMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.DeleteLinkRequest, skein.media.v1.DeleteLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteLink"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.DeleteLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.DeleteLinkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new LinkServiceMethodDescriptorSupplier("DeleteLink"))
              .build();
        }
      }
    }
    return getDeleteLinkMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static LinkServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<LinkServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<LinkServiceStub>() {
        @java.lang.Override
        public LinkServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new LinkServiceStub(channel, callOptions);
        }
      };
    return LinkServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static LinkServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<LinkServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<LinkServiceBlockingV2Stub>() {
        @java.lang.Override
        public LinkServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new LinkServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return LinkServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static LinkServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<LinkServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<LinkServiceBlockingStub>() {
        @java.lang.Override
        public LinkServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new LinkServiceBlockingStub(channel, callOptions);
        }
      };
    return LinkServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static LinkServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<LinkServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<LinkServiceFutureStub>() {
        @java.lang.Override
        public LinkServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new LinkServiceFutureStub(channel, callOptions);
        }
      };
    return LinkServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * LinkService makes short links. A GET of its short_url redirects and counts a click.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Makes a short link. The same address gives another key every time.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    default void createLink(skein.media.v1.CreateLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.CreateLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateLinkMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the target and the click count of a short link, without counting a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    default void getLink(skein.media.v1.GetLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.GetLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetLinkMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's short links, newest first.
     * </pre>
     */
    default void listLinks(skein.media.v1.ListLinksRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.ListLinksResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListLinksMethod(), responseObserver);
    }

    /**
     * <pre>
     * Resolves a short link: gives its target and counts a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    default void resolveLink(skein.media.v1.ResolveLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.ResolveLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResolveLinkMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a short link of the caller; a moderator may delete any. Its key no longer redirects and is never issued
     * again.
     * Errors: LINK_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    default void deleteLink(skein.media.v1.DeleteLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.DeleteLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteLinkMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service LinkService.
   * <pre>
   * LinkService makes short links. A GET of its short_url redirects and counts a click.
   * </pre>
   */
  public static abstract class LinkServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return LinkServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service LinkService.
   * <pre>
   * LinkService makes short links. A GET of its short_url redirects and counts a click.
   * </pre>
   */
  public static final class LinkServiceStub
      extends io.grpc.stub.AbstractAsyncStub<LinkServiceStub> {
    private LinkServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected LinkServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new LinkServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes a short link. The same address gives another key every time.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public void createLink(skein.media.v1.CreateLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.CreateLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateLinkMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives the target and the click count of a short link, without counting a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public void getLink(skein.media.v1.GetLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.GetLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetLinkMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's short links, newest first.
     * </pre>
     */
    public void listLinks(skein.media.v1.ListLinksRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.ListLinksResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListLinksMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Resolves a short link: gives its target and counts a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public void resolveLink(skein.media.v1.ResolveLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.ResolveLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResolveLinkMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a short link of the caller; a moderator may delete any. Its key no longer redirects and is never issued
     * again.
     * Errors: LINK_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public void deleteLink(skein.media.v1.DeleteLinkRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.DeleteLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteLinkMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service LinkService.
   * <pre>
   * LinkService makes short links. A GET of its short_url redirects and counts a click.
   * </pre>
   */
  public static final class LinkServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<LinkServiceBlockingV2Stub> {
    private LinkServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected LinkServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new LinkServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes a short link. The same address gives another key every time.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public skein.media.v1.CreateLinkResponse createLink(skein.media.v1.CreateLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the target and the click count of a short link, without counting a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public skein.media.v1.GetLinkResponse getLink(skein.media.v1.GetLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's short links, newest first.
     * </pre>
     */
    public skein.media.v1.ListLinksResponse listLinks(skein.media.v1.ListLinksRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListLinksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resolves a short link: gives its target and counts a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public skein.media.v1.ResolveLinkResponse resolveLink(skein.media.v1.ResolveLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResolveLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a short link of the caller; a moderator may delete any. Its key no longer redirects and is never issued
     * again.
     * Errors: LINK_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.media.v1.DeleteLinkResponse deleteLink(skein.media.v1.DeleteLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteLinkMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service LinkService.
   * <pre>
   * LinkService makes short links. A GET of its short_url redirects and counts a click.
   * </pre>
   */
  public static final class LinkServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<LinkServiceBlockingStub> {
    private LinkServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected LinkServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new LinkServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes a short link. The same address gives another key every time.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public skein.media.v1.CreateLinkResponse createLink(skein.media.v1.CreateLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the target and the click count of a short link, without counting a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public skein.media.v1.GetLinkResponse getLink(skein.media.v1.GetLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's short links, newest first.
     * </pre>
     */
    public skein.media.v1.ListLinksResponse listLinks(skein.media.v1.ListLinksRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListLinksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resolves a short link: gives its target and counts a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public skein.media.v1.ResolveLinkResponse resolveLink(skein.media.v1.ResolveLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResolveLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a short link of the caller; a moderator may delete any. Its key no longer redirects and is never issued
     * again.
     * Errors: LINK_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.media.v1.DeleteLinkResponse deleteLink(skein.media.v1.DeleteLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteLinkMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service LinkService.
   * <pre>
   * LinkService makes short links. A GET of its short_url redirects and counts a click.
   * </pre>
   */
  public static final class LinkServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<LinkServiceFutureStub> {
    private LinkServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected LinkServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new LinkServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes a short link. The same address gives another key every time.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.CreateLinkResponse> createLink(
        skein.media.v1.CreateLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateLinkMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the target and the click count of a short link, without counting a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.GetLinkResponse> getLink(
        skein.media.v1.GetLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetLinkMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the caller's short links, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.ListLinksResponse> listLinks(
        skein.media.v1.ListLinksRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListLinksMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Resolves a short link: gives its target and counts a click.
     * Errors: LINK_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.ResolveLinkResponse> resolveLink(
        skein.media.v1.ResolveLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResolveLinkMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a short link of the caller; a moderator may delete any. Its key no longer redirects and is never issued
     * again.
     * Errors: LINK_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.DeleteLinkResponse> deleteLink(
        skein.media.v1.DeleteLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteLinkMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_LINK = 0;
  private static final int METHODID_GET_LINK = 1;
  private static final int METHODID_LIST_LINKS = 2;
  private static final int METHODID_RESOLVE_LINK = 3;
  private static final int METHODID_DELETE_LINK = 4;

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
        case METHODID_CREATE_LINK:
          serviceImpl.createLink((skein.media.v1.CreateLinkRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.CreateLinkResponse>) responseObserver);
          break;
        case METHODID_GET_LINK:
          serviceImpl.getLink((skein.media.v1.GetLinkRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.GetLinkResponse>) responseObserver);
          break;
        case METHODID_LIST_LINKS:
          serviceImpl.listLinks((skein.media.v1.ListLinksRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.ListLinksResponse>) responseObserver);
          break;
        case METHODID_RESOLVE_LINK:
          serviceImpl.resolveLink((skein.media.v1.ResolveLinkRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.ResolveLinkResponse>) responseObserver);
          break;
        case METHODID_DELETE_LINK:
          serviceImpl.deleteLink((skein.media.v1.DeleteLinkRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.DeleteLinkResponse>) responseObserver);
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
          getCreateLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.CreateLinkRequest,
              skein.media.v1.CreateLinkResponse>(
                service, METHODID_CREATE_LINK)))
        .addMethod(
          getGetLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.GetLinkRequest,
              skein.media.v1.GetLinkResponse>(
                service, METHODID_GET_LINK)))
        .addMethod(
          getListLinksMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.ListLinksRequest,
              skein.media.v1.ListLinksResponse>(
                service, METHODID_LIST_LINKS)))
        .addMethod(
          getResolveLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.ResolveLinkRequest,
              skein.media.v1.ResolveLinkResponse>(
                service, METHODID_RESOLVE_LINK)))
        .addMethod(
          getDeleteLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.DeleteLinkRequest,
              skein.media.v1.DeleteLinkResponse>(
                service, METHODID_DELETE_LINK)))
        .build();
  }

  private static abstract class LinkServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    LinkServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.media.v1.LinkServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("LinkService");
    }
  }

  private static final class LinkServiceFileDescriptorSupplier
      extends LinkServiceBaseDescriptorSupplier {
    LinkServiceFileDescriptorSupplier() {}
  }

  private static final class LinkServiceMethodDescriptorSupplier
      extends LinkServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    LinkServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (LinkServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new LinkServiceFileDescriptorSupplier())
              .addMethod(getCreateLinkMethod())
              .addMethod(getGetLinkMethod())
              .addMethod(getListLinksMethod())
              .addMethod(getResolveLinkMethod())
              .addMethod(getDeleteLinkMethod())
              .build();
        }
      }
    }
    return result;
  }
}
