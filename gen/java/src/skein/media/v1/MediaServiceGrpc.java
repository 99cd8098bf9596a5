package skein.media.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * MediaService keeps pictures and films. Their bytes are served over plain HTTP at the addresses that Media names.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class MediaServiceGrpc {

  private MediaServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.media.v1.MediaService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.media.v1.UploadMediaRequest,
      skein.media.v1.UploadMediaResponse> getUploadMediaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UploadMedia",
      requestType = skein.media.v1.UploadMediaRequest.class,
      responseType = skein.media.v1.UploadMediaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
  public static io.grpc.MethodDescriptor<skein.media.v1.UploadMediaRequest,
      skein.media.v1.UploadMediaResponse> getUploadMediaMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.UploadMediaRequest, skein.media.v1.UploadMediaResponse> getUploadMediaMethod;
    if ((getUploadMediaMethod = MediaServiceGrpc.getUploadMediaMethod) == null) {
      synchronized (MediaServiceGrpc.class) {
        if ((getUploadMediaMethod = MediaServiceGrpc.getUploadMediaMethod) == null) {
          MediaServiceGrpc.getUploadMediaMethod = getUploadMediaMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.UploadMediaRequest, skein.media.v1.UploadMediaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UploadMedia"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.UploadMediaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.UploadMediaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MediaServiceMethodDescriptorSupplier("UploadMedia"))
              .build();
        }
      }
    }
    return getUploadMediaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.GetMediaRequest,
      skein.media.v1.GetMediaResponse> getGetMediaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetMedia",
      requestType = skein.media.v1.GetMediaRequest.class,
      responseType = skein.media.v1.GetMediaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.GetMediaRequest,
      skein.media.v1.GetMediaResponse> getGetMediaMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.GetMediaRequest, skein.media.v1.GetMediaResponse> getGetMediaMethod;
    if ((getGetMediaMethod = MediaServiceGrpc.getGetMediaMethod) == null) {
      synchronized (MediaServiceGrpc.class) {
        if ((getGetMediaMethod = MediaServiceGrpc.getGetMediaMethod) == null) {
          MediaServiceGrpc.getGetMediaMethod = getGetMediaMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.GetMediaRequest, skein.media.v1.GetMediaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetMedia"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.GetMediaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.GetMediaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MediaServiceMethodDescriptorSupplier("GetMedia"))
              .build();
        }
      }
    }
    return getGetMediaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.BatchGetMediaRequest,
      skein.media.v1.BatchGetMediaResponse> getBatchGetMediaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BatchGetMedia",
      requestType = skein.media.v1.BatchGetMediaRequest.class,
      responseType = skein.media.v1.BatchGetMediaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.BatchGetMediaRequest,
      skein.media.v1.BatchGetMediaResponse> getBatchGetMediaMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.BatchGetMediaRequest, skein.media.v1.BatchGetMediaResponse> getBatchGetMediaMethod;
    if ((getBatchGetMediaMethod = MediaServiceGrpc.getBatchGetMediaMethod) == null) {
      synchronized (MediaServiceGrpc.class) {
        if ((getBatchGetMediaMethod = MediaServiceGrpc.getBatchGetMediaMethod) == null) {
          MediaServiceGrpc.getBatchGetMediaMethod = getBatchGetMediaMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.BatchGetMediaRequest, skein.media.v1.BatchGetMediaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BatchGetMedia"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.BatchGetMediaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.BatchGetMediaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MediaServiceMethodDescriptorSupplier("BatchGetMedia"))
              .build();
        }
      }
    }
    return getBatchGetMediaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.UpdateMediaRequest,
      skein.media.v1.UpdateMediaResponse> getUpdateMediaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateMedia",
      requestType = skein.media.v1.UpdateMediaRequest.class,
      responseType = skein.media.v1.UpdateMediaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.UpdateMediaRequest,
      skein.media.v1.UpdateMediaResponse> getUpdateMediaMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.UpdateMediaRequest, skein.media.v1.UpdateMediaResponse> getUpdateMediaMethod;
    if ((getUpdateMediaMethod = MediaServiceGrpc.getUpdateMediaMethod) == null) {
      synchronized (MediaServiceGrpc.class) {
        if ((getUpdateMediaMethod = MediaServiceGrpc.getUpdateMediaMethod) == null) {
          MediaServiceGrpc.getUpdateMediaMethod = getUpdateMediaMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.UpdateMediaRequest, skein.media.v1.UpdateMediaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateMedia"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.UpdateMediaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.UpdateMediaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MediaServiceMethodDescriptorSupplier("UpdateMedia"))
              .build();
        }
      }
    }
    return getUpdateMediaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.media.v1.DeleteMediaRequest,
      skein.media.v1.DeleteMediaResponse> getDeleteMediaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteMedia",
      requestType = skein.media.v1.DeleteMediaRequest.class,
      responseType = skein.media.v1.DeleteMediaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.media.v1.DeleteMediaRequest,
      skein.media.v1.DeleteMediaResponse> getDeleteMediaMethod() {
    io.grpc.MethodDescriptor<skein.media.v1.DeleteMediaRequest, skein.media.v1.DeleteMediaResponse> getDeleteMediaMethod;
    if ((getDeleteMediaMethod = MediaServiceGrpc.getDeleteMediaMethod) == null) {
      synchronized (MediaServiceGrpc.class) {
        if ((getDeleteMediaMethod = MediaServiceGrpc.getDeleteMediaMethod) == null) {
          MediaServiceGrpc.getDeleteMediaMethod = getDeleteMediaMethod =
              io.grpc.MethodDescriptor.<skein.media.v1.DeleteMediaRequest, skein.media.v1.DeleteMediaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteMedia"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.DeleteMediaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.media.v1.DeleteMediaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new MediaServiceMethodDescriptorSupplier("DeleteMedia"))
              .build();
        }
      }
    }
    return getDeleteMediaMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static MediaServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MediaServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MediaServiceStub>() {
        @java.lang.Override
        public MediaServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MediaServiceStub(channel, callOptions);
        }
      };
    return MediaServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static MediaServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MediaServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MediaServiceBlockingV2Stub>() {
        @java.lang.Override
        public MediaServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MediaServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return MediaServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static MediaServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MediaServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MediaServiceBlockingStub>() {
        @java.lang.Override
        public MediaServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MediaServiceBlockingStub(channel, callOptions);
        }
      };
    return MediaServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static MediaServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<MediaServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<MediaServiceFutureStub>() {
        @java.lang.Override
        public MediaServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new MediaServiceFutureStub(channel, callOptions);
        }
      };
    return MediaServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * MediaService keeps pictures and films. Their bytes are served over plain HTTP at the addresses that Media names.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Uploads a media: the first message has the metadata, all others have the bytes in order. The bytes decide the type.
     * Plain HTTP uploads (POST /v1/media with the bytes as the body) also use this RPC. Media that no post and no profile
     * uses within a day are deleted.
     * Errors: MEDIA_TYPE_INVALID, MEDIA_TOO_LARGE, MEDIA_NOT_FOUND (poster_media_id), RATE_LIMITED.
     * </pre>
     */
    default io.grpc.stub.StreamObserver<skein.media.v1.UploadMediaRequest> uploadMedia(
        io.grpc.stub.StreamObserver<skein.media.v1.UploadMediaResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getUploadMediaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives what is known of one media.
     * Errors: MEDIA_NOT_FOUND.
     * </pre>
     */
    default void getMedia(skein.media.v1.GetMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.GetMediaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetMediaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives many media in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    default void batchGetMedia(skein.media.v1.BatchGetMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.BatchGetMediaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBatchGetMediaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes the alternative text of one of the caller's media.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    default void updateMedia(skein.media.v1.UpdateMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.UpdateMediaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateMediaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a media of the caller; a moderator may delete any media. Posts that show it stay, without it. Clients may
     * cache its bytes for up to 300 s more.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    default void deleteMedia(skein.media.v1.DeleteMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.DeleteMediaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteMediaMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service MediaService.
   * <pre>
   * MediaService keeps pictures and films. Their bytes are served over plain HTTP at the addresses that Media names.
   * </pre>
   */
  public static abstract class MediaServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return MediaServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service MediaService.
   * <pre>
   * MediaService keeps pictures and films. Their bytes are served over plain HTTP at the addresses that Media names.
   * </pre>
   */
  public static final class MediaServiceStub
      extends io.grpc.stub.AbstractAsyncStub<MediaServiceStub> {
    private MediaServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MediaServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MediaServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Uploads a media: the first message has the metadata, all others have the bytes in order. The bytes decide the type.
     * Plain HTTP uploads (POST /v1/media with the bytes as the body) also use this RPC. Media that no post and no profile
     * uses within a day are deleted.
     * Errors: MEDIA_TYPE_INVALID, MEDIA_TOO_LARGE, MEDIA_NOT_FOUND (poster_media_id), RATE_LIMITED.
     * </pre>
     */
    public io.grpc.stub.StreamObserver<skein.media.v1.UploadMediaRequest> uploadMedia(
        io.grpc.stub.StreamObserver<skein.media.v1.UploadMediaResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncClientStreamingCall(
          getChannel().newCall(getUploadMediaMethod(), getCallOptions()), responseObserver);
    }

    /**
     * <pre>
     * Gives what is known of one media.
     * Errors: MEDIA_NOT_FOUND.
     * </pre>
     */
    public void getMedia(skein.media.v1.GetMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.GetMediaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetMediaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives many media in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public void batchGetMedia(skein.media.v1.BatchGetMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.BatchGetMediaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBatchGetMediaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes the alternative text of one of the caller's media.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public void updateMedia(skein.media.v1.UpdateMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.UpdateMediaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateMediaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a media of the caller; a moderator may delete any media. Posts that show it stay, without it. Clients may
     * cache its bytes for up to 300 s more.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public void deleteMedia(skein.media.v1.DeleteMediaRequest request,
        io.grpc.stub.StreamObserver<skein.media.v1.DeleteMediaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteMediaMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service MediaService.
   * <pre>
   * MediaService keeps pictures and films. Their bytes are served over plain HTTP at the addresses that Media names.
   * </pre>
   */
  public static final class MediaServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<MediaServiceBlockingV2Stub> {
    private MediaServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MediaServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MediaServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Uploads a media: the first message has the metadata, all others have the bytes in order. The bytes decide the type.
     * Plain HTTP uploads (POST /v1/media with the bytes as the body) also use this RPC. Media that no post and no profile
     * uses within a day are deleted.
     * Errors: MEDIA_TYPE_INVALID, MEDIA_TOO_LARGE, MEDIA_NOT_FOUND (poster_media_id), RATE_LIMITED.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<skein.media.v1.UploadMediaRequest, skein.media.v1.UploadMediaResponse>
        uploadMedia() {
      return io.grpc.stub.ClientCalls.blockingClientStreamingCall(
          getChannel(), getUploadMediaMethod(), getCallOptions());
    }

    /**
     * <pre>
     * Gives what is known of one media.
     * Errors: MEDIA_NOT_FOUND.
     * </pre>
     */
    public skein.media.v1.GetMediaResponse getMedia(skein.media.v1.GetMediaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetMediaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives many media in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public skein.media.v1.BatchGetMediaResponse batchGetMedia(skein.media.v1.BatchGetMediaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBatchGetMediaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the alternative text of one of the caller's media.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.media.v1.UpdateMediaResponse updateMedia(skein.media.v1.UpdateMediaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateMediaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a media of the caller; a moderator may delete any media. Posts that show it stay, without it. Clients may
     * cache its bytes for up to 300 s more.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.media.v1.DeleteMediaResponse deleteMedia(skein.media.v1.DeleteMediaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteMediaMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service MediaService.
   * <pre>
   * MediaService keeps pictures and films. Their bytes are served over plain HTTP at the addresses that Media names.
   * </pre>
   */
  public static final class MediaServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<MediaServiceBlockingStub> {
    private MediaServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MediaServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MediaServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gives what is known of one media.
     * Errors: MEDIA_NOT_FOUND.
     * </pre>
     */
    public skein.media.v1.GetMediaResponse getMedia(skein.media.v1.GetMediaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetMediaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives many media in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public skein.media.v1.BatchGetMediaResponse batchGetMedia(skein.media.v1.BatchGetMediaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBatchGetMediaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the alternative text of one of the caller's media.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.media.v1.UpdateMediaResponse updateMedia(skein.media.v1.UpdateMediaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateMediaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a media of the caller; a moderator may delete any media. Posts that show it stay, without it. Clients may
     * cache its bytes for up to 300 s more.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.media.v1.DeleteMediaResponse deleteMedia(skein.media.v1.DeleteMediaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteMediaMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service MediaService.
   * <pre>
   * MediaService keeps pictures and films. Their bytes are served over plain HTTP at the addresses that Media names.
   * </pre>
   */
  public static final class MediaServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<MediaServiceFutureStub> {
    private MediaServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected MediaServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new MediaServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gives what is known of one media.
     * Errors: MEDIA_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.GetMediaResponse> getMedia(
        skein.media.v1.GetMediaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetMediaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives many media in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.BatchGetMediaResponse> batchGetMedia(
        skein.media.v1.BatchGetMediaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBatchGetMediaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes the alternative text of one of the caller's media.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.UpdateMediaResponse> updateMedia(
        skein.media.v1.UpdateMediaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateMediaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a media of the caller; a moderator may delete any media. Posts that show it stay, without it. Clients may
     * cache its bytes for up to 300 s more.
     * Errors: MEDIA_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.media.v1.DeleteMediaResponse> deleteMedia(
        skein.media.v1.DeleteMediaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteMediaMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_MEDIA = 0;
  private static final int METHODID_BATCH_GET_MEDIA = 1;
  private static final int METHODID_UPDATE_MEDIA = 2;
  private static final int METHODID_DELETE_MEDIA = 3;
  private static final int METHODID_UPLOAD_MEDIA = 4;

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
        case METHODID_GET_MEDIA:
          serviceImpl.getMedia((skein.media.v1.GetMediaRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.GetMediaResponse>) responseObserver);
          break;
        case METHODID_BATCH_GET_MEDIA:
          serviceImpl.batchGetMedia((skein.media.v1.BatchGetMediaRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.BatchGetMediaResponse>) responseObserver);
          break;
        case METHODID_UPDATE_MEDIA:
          serviceImpl.updateMedia((skein.media.v1.UpdateMediaRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.UpdateMediaResponse>) responseObserver);
          break;
        case METHODID_DELETE_MEDIA:
          serviceImpl.deleteMedia((skein.media.v1.DeleteMediaRequest) request,
              (io.grpc.stub.StreamObserver<skein.media.v1.DeleteMediaResponse>) responseObserver);
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
        case METHODID_UPLOAD_MEDIA:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.uploadMedia(
              (io.grpc.stub.StreamObserver<skein.media.v1.UploadMediaResponse>) responseObserver);
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getUploadMediaMethod(),
          io.grpc.stub.ServerCalls.asyncClientStreamingCall(
            new MethodHandlers<
              skein.media.v1.UploadMediaRequest,
              skein.media.v1.UploadMediaResponse>(
                service, METHODID_UPLOAD_MEDIA)))
        .addMethod(
          getGetMediaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.GetMediaRequest,
              skein.media.v1.GetMediaResponse>(
                service, METHODID_GET_MEDIA)))
        .addMethod(
          getBatchGetMediaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.BatchGetMediaRequest,
              skein.media.v1.BatchGetMediaResponse>(
                service, METHODID_BATCH_GET_MEDIA)))
        .addMethod(
          getUpdateMediaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.UpdateMediaRequest,
              skein.media.v1.UpdateMediaResponse>(
                service, METHODID_UPDATE_MEDIA)))
        .addMethod(
          getDeleteMediaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.media.v1.DeleteMediaRequest,
              skein.media.v1.DeleteMediaResponse>(
                service, METHODID_DELETE_MEDIA)))
        .build();
  }

  private static abstract class MediaServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    MediaServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.media.v1.MediaServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("MediaService");
    }
  }

  private static final class MediaServiceFileDescriptorSupplier
      extends MediaServiceBaseDescriptorSupplier {
    MediaServiceFileDescriptorSupplier() {}
  }

  private static final class MediaServiceMethodDescriptorSupplier
      extends MediaServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    MediaServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (MediaServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new MediaServiceFileDescriptorSupplier())
              .addMethod(getUploadMediaMethod())
              .addMethod(getGetMediaMethod())
              .addMethod(getBatchGetMediaMethod())
              .addMethod(getUpdateMediaMethod())
              .addMethod(getDeleteMediaMethod())
              .build();
        }
      }
    }
    return result;
  }
}
