package skein.user.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * AuthService makes accounts and sessions.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AuthServiceGrpc {

  private AuthServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.user.v1.AuthService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.user.v1.SignUpRequest,
      skein.user.v1.SignUpResponse> getSignUpMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SignUp",
      requestType = skein.user.v1.SignUpRequest.class,
      responseType = skein.user.v1.SignUpResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.user.v1.SignUpRequest,
      skein.user.v1.SignUpResponse> getSignUpMethod() {
    io.grpc.MethodDescriptor<skein.user.v1.SignUpRequest, skein.user.v1.SignUpResponse> getSignUpMethod;
    if ((getSignUpMethod = AuthServiceGrpc.getSignUpMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getSignUpMethod = AuthServiceGrpc.getSignUpMethod) == null) {
          AuthServiceGrpc.getSignUpMethod = getSignUpMethod =
              io.grpc.MethodDescriptor.<skein.user.v1.SignUpRequest, skein.user.v1.SignUpResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SignUp"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.SignUpRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.SignUpResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AuthServiceMethodDescriptorSupplier("SignUp"))
              .build();
        }
      }
    }
    return getSignUpMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.user.v1.SignInRequest,
      skein.user.v1.SignInResponse> getSignInMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SignIn",
      requestType = skein.user.v1.SignInRequest.class,
      responseType = skein.user.v1.SignInResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.user.v1.SignInRequest,
      skein.user.v1.SignInResponse> getSignInMethod() {
    io.grpc.MethodDescriptor<skein.user.v1.SignInRequest, skein.user.v1.SignInResponse> getSignInMethod;
    if ((getSignInMethod = AuthServiceGrpc.getSignInMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getSignInMethod = AuthServiceGrpc.getSignInMethod) == null) {
          AuthServiceGrpc.getSignInMethod = getSignInMethod =
              io.grpc.MethodDescriptor.<skein.user.v1.SignInRequest, skein.user.v1.SignInResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SignIn"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.SignInRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.SignInResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AuthServiceMethodDescriptorSupplier("SignIn"))
              .build();
        }
      }
    }
    return getSignInMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.user.v1.RefreshSessionRequest,
      skein.user.v1.RefreshSessionResponse> getRefreshSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RefreshSession",
      requestType = skein.user.v1.RefreshSessionRequest.class,
      responseType = skein.user.v1.RefreshSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.user.v1.RefreshSessionRequest,
      skein.user.v1.RefreshSessionResponse> getRefreshSessionMethod() {
    io.grpc.MethodDescriptor<skein.user.v1.RefreshSessionRequest, skein.user.v1.RefreshSessionResponse> getRefreshSessionMethod;
    if ((getRefreshSessionMethod = AuthServiceGrpc.getRefreshSessionMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getRefreshSessionMethod = AuthServiceGrpc.getRefreshSessionMethod) == null) {
          AuthServiceGrpc.getRefreshSessionMethod = getRefreshSessionMethod =
              io.grpc.MethodDescriptor.<skein.user.v1.RefreshSessionRequest, skein.user.v1.RefreshSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RefreshSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.RefreshSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.RefreshSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AuthServiceMethodDescriptorSupplier("RefreshSession"))
              .build();
        }
      }
    }
    return getRefreshSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.user.v1.SignOutRequest,
      skein.user.v1.SignOutResponse> getSignOutMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SignOut",
      requestType = skein.user.v1.SignOutRequest.class,
      responseType = skein.user.v1.SignOutResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.user.v1.SignOutRequest,
      skein.user.v1.SignOutResponse> getSignOutMethod() {
    io.grpc.MethodDescriptor<skein.user.v1.SignOutRequest, skein.user.v1.SignOutResponse> getSignOutMethod;
    if ((getSignOutMethod = AuthServiceGrpc.getSignOutMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getSignOutMethod = AuthServiceGrpc.getSignOutMethod) == null) {
          AuthServiceGrpc.getSignOutMethod = getSignOutMethod =
              io.grpc.MethodDescriptor.<skein.user.v1.SignOutRequest, skein.user.v1.SignOutResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SignOut"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.SignOutRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.SignOutResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AuthServiceMethodDescriptorSupplier("SignOut"))
              .build();
        }
      }
    }
    return getSignOutMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.user.v1.ListSessionsRequest,
      skein.user.v1.ListSessionsResponse> getListSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSessions",
      requestType = skein.user.v1.ListSessionsRequest.class,
      responseType = skein.user.v1.ListSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.user.v1.ListSessionsRequest,
      skein.user.v1.ListSessionsResponse> getListSessionsMethod() {
    io.grpc.MethodDescriptor<skein.user.v1.ListSessionsRequest, skein.user.v1.ListSessionsResponse> getListSessionsMethod;
    if ((getListSessionsMethod = AuthServiceGrpc.getListSessionsMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getListSessionsMethod = AuthServiceGrpc.getListSessionsMethod) == null) {
          AuthServiceGrpc.getListSessionsMethod = getListSessionsMethod =
              io.grpc.MethodDescriptor.<skein.user.v1.ListSessionsRequest, skein.user.v1.ListSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSessions"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.ListSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.ListSessionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AuthServiceMethodDescriptorSupplier("ListSessions"))
              .build();
        }
      }
    }
    return getListSessionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.user.v1.RevokeSessionRequest,
      skein.user.v1.RevokeSessionResponse> getRevokeSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RevokeSession",
      requestType = skein.user.v1.RevokeSessionRequest.class,
      responseType = skein.user.v1.RevokeSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.user.v1.RevokeSessionRequest,
      skein.user.v1.RevokeSessionResponse> getRevokeSessionMethod() {
    io.grpc.MethodDescriptor<skein.user.v1.RevokeSessionRequest, skein.user.v1.RevokeSessionResponse> getRevokeSessionMethod;
    if ((getRevokeSessionMethod = AuthServiceGrpc.getRevokeSessionMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getRevokeSessionMethod = AuthServiceGrpc.getRevokeSessionMethod) == null) {
          AuthServiceGrpc.getRevokeSessionMethod = getRevokeSessionMethod =
              io.grpc.MethodDescriptor.<skein.user.v1.RevokeSessionRequest, skein.user.v1.RevokeSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RevokeSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.RevokeSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.RevokeSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AuthServiceMethodDescriptorSupplier("RevokeSession"))
              .build();
        }
      }
    }
    return getRevokeSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.user.v1.ChangePasswordRequest,
      skein.user.v1.ChangePasswordResponse> getChangePasswordMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ChangePassword",
      requestType = skein.user.v1.ChangePasswordRequest.class,
      responseType = skein.user.v1.ChangePasswordResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.user.v1.ChangePasswordRequest,
      skein.user.v1.ChangePasswordResponse> getChangePasswordMethod() {
    io.grpc.MethodDescriptor<skein.user.v1.ChangePasswordRequest, skein.user.v1.ChangePasswordResponse> getChangePasswordMethod;
    if ((getChangePasswordMethod = AuthServiceGrpc.getChangePasswordMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getChangePasswordMethod = AuthServiceGrpc.getChangePasswordMethod) == null) {
          AuthServiceGrpc.getChangePasswordMethod = getChangePasswordMethod =
              io.grpc.MethodDescriptor.<skein.user.v1.ChangePasswordRequest, skein.user.v1.ChangePasswordResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ChangePassword"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.ChangePasswordRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.user.v1.ChangePasswordResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AuthServiceMethodDescriptorSupplier("ChangePassword"))
              .build();
        }
      }
    }
    return getChangePasswordMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AuthServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceStub>() {
        @java.lang.Override
        public AuthServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceStub(channel, callOptions);
        }
      };
    return AuthServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AuthServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingV2Stub>() {
        @java.lang.Override
        public AuthServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AuthServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AuthServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingStub>() {
        @java.lang.Override
        public AuthServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceBlockingStub(channel, callOptions);
        }
      };
    return AuthServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AuthServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceFutureStub>() {
        @java.lang.Override
        public AuthServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceFutureStub(channel, callOptions);
        }
      };
    return AuthServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * AuthService makes accounts and sessions.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Makes an account and signs it in. A retry with the same request_id answers again, as long as its password is the
     * account's.
     * Errors: HANDLE_TAKEN, PASSWORD_WEAK, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, RATE_LIMITED,
     * SESSION_REVOKED, CREDENTIALS_INVALID.
     * </pre>
     */
    default void signUp(skein.user.v1.SignUpRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.SignUpResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSignUpMethod(), responseObserver);
    }

    /**
     * <pre>
     * Begins a session. A deactivated account is restored within 30 days. Callers without a device token of the account
     * share one limit for the handle. After several wrong attempts CREDENTIALS_INVALID has a google.rpc.RetryInfo: until
     * that time every attempt without a device token is RATE_LIMITED.
     * Errors: CREDENTIALS_INVALID, TEXT_CONTROL_CHARACTER, RATE_LIMITED.
     * </pre>
     */
    default void signIn(skein.user.v1.SignInRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.SignInResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSignInMethod(), responseObserver);
    }

    /**
     * <pre>
     * Exchanges a refresh token for the next pair. The same refresh token gives the same successor until the successor
     * pair has been used (its access token in any call, or its refresh token here) and 30 s longer. So a client that lost
     * the answer can ask again at any time. Later use is taken for theft and ends the session.
     * Errors: TOKEN_INVALID, TOKEN_EXPIRED, REFRESH_TOKEN_REUSED, SESSION_REVOKED.
     * </pre>
     */
    default void refreshSession(skein.user.v1.RefreshSessionRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.RefreshSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRefreshSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends the session of this call.
     * </pre>
     */
    default void signOut(skein.user.v1.SignOutRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.SignOutResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSignOutMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's open sessions, newest first.
     * </pre>
     */
    default void listSessions(skein.user.v1.ListSessionsRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.ListSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSessionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends one of the caller's sessions.
     * Errors: SESSION_NOT_FOUND.
     * </pre>
     */
    default void revokeSession(skein.user.v1.RevokeSessionRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.RevokeSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRevokeSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets another password, ends every session except this one and voids all earlier device tokens.
     * Errors: CREDENTIALS_INVALID, PASSWORD_WEAK, RATE_LIMITED, CONFLICT.
     * </pre>
     */
    default void changePassword(skein.user.v1.ChangePasswordRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.ChangePasswordResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getChangePasswordMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AuthService.
   * <pre>
   * AuthService makes accounts and sessions.
   * </pre>
   */
  public static abstract class AuthServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AuthServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AuthService.
   * <pre>
   * AuthService makes accounts and sessions.
   * </pre>
   */
  public static final class AuthServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AuthServiceStub> {
    private AuthServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes an account and signs it in. A retry with the same request_id answers again, as long as its password is the
     * account's.
     * Errors: HANDLE_TAKEN, PASSWORD_WEAK, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, RATE_LIMITED,
     * SESSION_REVOKED, CREDENTIALS_INVALID.
     * </pre>
     */
    public void signUp(skein.user.v1.SignUpRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.SignUpResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSignUpMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Begins a session. A deactivated account is restored within 30 days. Callers without a device token of the account
     * share one limit for the handle. After several wrong attempts CREDENTIALS_INVALID has a google.rpc.RetryInfo: until
     * that time every attempt without a device token is RATE_LIMITED.
     * Errors: CREDENTIALS_INVALID, TEXT_CONTROL_CHARACTER, RATE_LIMITED.
     * </pre>
     */
    public void signIn(skein.user.v1.SignInRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.SignInResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSignInMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Exchanges a refresh token for the next pair. The same refresh token gives the same successor until the successor
     * pair has been used (its access token in any call, or its refresh token here) and 30 s longer. So a client that lost
     * the answer can ask again at any time. Later use is taken for theft and ends the session.
     * Errors: TOKEN_INVALID, TOKEN_EXPIRED, REFRESH_TOKEN_REUSED, SESSION_REVOKED.
     * </pre>
     */
    public void refreshSession(skein.user.v1.RefreshSessionRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.RefreshSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRefreshSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends the session of this call.
     * </pre>
     */
    public void signOut(skein.user.v1.SignOutRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.SignOutResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSignOutMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's open sessions, newest first.
     * </pre>
     */
    public void listSessions(skein.user.v1.ListSessionsRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.ListSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSessionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends one of the caller's sessions.
     * Errors: SESSION_NOT_FOUND.
     * </pre>
     */
    public void revokeSession(skein.user.v1.RevokeSessionRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.RevokeSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRevokeSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets another password, ends every session except this one and voids all earlier device tokens.
     * Errors: CREDENTIALS_INVALID, PASSWORD_WEAK, RATE_LIMITED, CONFLICT.
     * </pre>
     */
    public void changePassword(skein.user.v1.ChangePasswordRequest request,
        io.grpc.stub.StreamObserver<skein.user.v1.ChangePasswordResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getChangePasswordMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AuthService.
   * <pre>
   * AuthService makes accounts and sessions.
   * </pre>
   */
  public static final class AuthServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AuthServiceBlockingV2Stub> {
    private AuthServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes an account and signs it in. A retry with the same request_id answers again, as long as its password is the
     * account's.
     * Errors: HANDLE_TAKEN, PASSWORD_WEAK, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, RATE_LIMITED,
     * SESSION_REVOKED, CREDENTIALS_INVALID.
     * </pre>
     */
    public skein.user.v1.SignUpResponse signUp(skein.user.v1.SignUpRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSignUpMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Begins a session. A deactivated account is restored within 30 days. Callers without a device token of the account
     * share one limit for the handle. After several wrong attempts CREDENTIALS_INVALID has a google.rpc.RetryInfo: until
     * that time every attempt without a device token is RATE_LIMITED.
     * Errors: CREDENTIALS_INVALID, TEXT_CONTROL_CHARACTER, RATE_LIMITED.
     * </pre>
     */
    public skein.user.v1.SignInResponse signIn(skein.user.v1.SignInRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSignInMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Exchanges a refresh token for the next pair. The same refresh token gives the same successor until the successor
     * pair has been used (its access token in any call, or its refresh token here) and 30 s longer. So a client that lost
     * the answer can ask again at any time. Later use is taken for theft and ends the session.
     * Errors: TOKEN_INVALID, TOKEN_EXPIRED, REFRESH_TOKEN_REUSED, SESSION_REVOKED.
     * </pre>
     */
    public skein.user.v1.RefreshSessionResponse refreshSession(skein.user.v1.RefreshSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRefreshSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends the session of this call.
     * </pre>
     */
    public skein.user.v1.SignOutResponse signOut(skein.user.v1.SignOutRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSignOutMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's open sessions, newest first.
     * </pre>
     */
    public skein.user.v1.ListSessionsResponse listSessions(skein.user.v1.ListSessionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends one of the caller's sessions.
     * Errors: SESSION_NOT_FOUND.
     * </pre>
     */
    public skein.user.v1.RevokeSessionResponse revokeSession(skein.user.v1.RevokeSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRevokeSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets another password, ends every session except this one and voids all earlier device tokens.
     * Errors: CREDENTIALS_INVALID, PASSWORD_WEAK, RATE_LIMITED, CONFLICT.
     * </pre>
     */
    public skein.user.v1.ChangePasswordResponse changePassword(skein.user.v1.ChangePasswordRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getChangePasswordMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AuthService.
   * <pre>
   * AuthService makes accounts and sessions.
   * </pre>
   */
  public static final class AuthServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AuthServiceBlockingStub> {
    private AuthServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes an account and signs it in. A retry with the same request_id answers again, as long as its password is the
     * account's.
     * Errors: HANDLE_TAKEN, PASSWORD_WEAK, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, RATE_LIMITED,
     * SESSION_REVOKED, CREDENTIALS_INVALID.
     * </pre>
     */
    public skein.user.v1.SignUpResponse signUp(skein.user.v1.SignUpRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSignUpMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Begins a session. A deactivated account is restored within 30 days. Callers without a device token of the account
     * share one limit for the handle. After several wrong attempts CREDENTIALS_INVALID has a google.rpc.RetryInfo: until
     * that time every attempt without a device token is RATE_LIMITED.
     * Errors: CREDENTIALS_INVALID, TEXT_CONTROL_CHARACTER, RATE_LIMITED.
     * </pre>
     */
    public skein.user.v1.SignInResponse signIn(skein.user.v1.SignInRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSignInMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Exchanges a refresh token for the next pair. The same refresh token gives the same successor until the successor
     * pair has been used (its access token in any call, or its refresh token here) and 30 s longer. So a client that lost
     * the answer can ask again at any time. Later use is taken for theft and ends the session.
     * Errors: TOKEN_INVALID, TOKEN_EXPIRED, REFRESH_TOKEN_REUSED, SESSION_REVOKED.
     * </pre>
     */
    public skein.user.v1.RefreshSessionResponse refreshSession(skein.user.v1.RefreshSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRefreshSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends the session of this call.
     * </pre>
     */
    public skein.user.v1.SignOutResponse signOut(skein.user.v1.SignOutRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSignOutMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's open sessions, newest first.
     * </pre>
     */
    public skein.user.v1.ListSessionsResponse listSessions(skein.user.v1.ListSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends one of the caller's sessions.
     * Errors: SESSION_NOT_FOUND.
     * </pre>
     */
    public skein.user.v1.RevokeSessionResponse revokeSession(skein.user.v1.RevokeSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRevokeSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets another password, ends every session except this one and voids all earlier device tokens.
     * Errors: CREDENTIALS_INVALID, PASSWORD_WEAK, RATE_LIMITED, CONFLICT.
     * </pre>
     */
    public skein.user.v1.ChangePasswordResponse changePassword(skein.user.v1.ChangePasswordRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getChangePasswordMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AuthService.
   * <pre>
   * AuthService makes accounts and sessions.
   * </pre>
   */
  public static final class AuthServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AuthServiceFutureStub> {
    private AuthServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes an account and signs it in. A retry with the same request_id answers again, as long as its password is the
     * account's.
     * Errors: HANDLE_TAKEN, PASSWORD_WEAK, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, RATE_LIMITED,
     * SESSION_REVOKED, CREDENTIALS_INVALID.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.user.v1.SignUpResponse> signUp(
        skein.user.v1.SignUpRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSignUpMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Begins a session. A deactivated account is restored within 30 days. Callers without a device token of the account
     * share one limit for the handle. After several wrong attempts CREDENTIALS_INVALID has a google.rpc.RetryInfo: until
     * that time every attempt without a device token is RATE_LIMITED.
     * Errors: CREDENTIALS_INVALID, TEXT_CONTROL_CHARACTER, RATE_LIMITED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.user.v1.SignInResponse> signIn(
        skein.user.v1.SignInRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSignInMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Exchanges a refresh token for the next pair. The same refresh token gives the same successor until the successor
     * pair has been used (its access token in any call, or its refresh token here) and 30 s longer. So a client that lost
     * the answer can ask again at any time. Later use is taken for theft and ends the session.
     * Errors: TOKEN_INVALID, TOKEN_EXPIRED, REFRESH_TOKEN_REUSED, SESSION_REVOKED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.user.v1.RefreshSessionResponse> refreshSession(
        skein.user.v1.RefreshSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRefreshSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends the session of this call.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.user.v1.SignOutResponse> signOut(
        skein.user.v1.SignOutRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSignOutMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the caller's open sessions, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.user.v1.ListSessionsResponse> listSessions(
        skein.user.v1.ListSessionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSessionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends one of the caller's sessions.
     * Errors: SESSION_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.user.v1.RevokeSessionResponse> revokeSession(
        skein.user.v1.RevokeSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRevokeSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets another password, ends every session except this one and voids all earlier device tokens.
     * Errors: CREDENTIALS_INVALID, PASSWORD_WEAK, RATE_LIMITED, CONFLICT.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.user.v1.ChangePasswordResponse> changePassword(
        skein.user.v1.ChangePasswordRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getChangePasswordMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_SIGN_UP = 0;
  private static final int METHODID_SIGN_IN = 1;
  private static final int METHODID_REFRESH_SESSION = 2;
  private static final int METHODID_SIGN_OUT = 3;
  private static final int METHODID_LIST_SESSIONS = 4;
  private static final int METHODID_REVOKE_SESSION = 5;
  private static final int METHODID_CHANGE_PASSWORD = 6;

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
        case METHODID_SIGN_UP:
          serviceImpl.signUp((skein.user.v1.SignUpRequest) request,
              (io.grpc.stub.StreamObserver<skein.user.v1.SignUpResponse>) responseObserver);
          break;
        case METHODID_SIGN_IN:
          serviceImpl.signIn((skein.user.v1.SignInRequest) request,
              (io.grpc.stub.StreamObserver<skein.user.v1.SignInResponse>) responseObserver);
          break;
        case METHODID_REFRESH_SESSION:
          serviceImpl.refreshSession((skein.user.v1.RefreshSessionRequest) request,
              (io.grpc.stub.StreamObserver<skein.user.v1.RefreshSessionResponse>) responseObserver);
          break;
        case METHODID_SIGN_OUT:
          serviceImpl.signOut((skein.user.v1.SignOutRequest) request,
              (io.grpc.stub.StreamObserver<skein.user.v1.SignOutResponse>) responseObserver);
          break;
        case METHODID_LIST_SESSIONS:
          serviceImpl.listSessions((skein.user.v1.ListSessionsRequest) request,
              (io.grpc.stub.StreamObserver<skein.user.v1.ListSessionsResponse>) responseObserver);
          break;
        case METHODID_REVOKE_SESSION:
          serviceImpl.revokeSession((skein.user.v1.RevokeSessionRequest) request,
              (io.grpc.stub.StreamObserver<skein.user.v1.RevokeSessionResponse>) responseObserver);
          break;
        case METHODID_CHANGE_PASSWORD:
          serviceImpl.changePassword((skein.user.v1.ChangePasswordRequest) request,
              (io.grpc.stub.StreamObserver<skein.user.v1.ChangePasswordResponse>) responseObserver);
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
          getSignUpMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.user.v1.SignUpRequest,
              skein.user.v1.SignUpResponse>(
                service, METHODID_SIGN_UP)))
        .addMethod(
          getSignInMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.user.v1.SignInRequest,
              skein.user.v1.SignInResponse>(
                service, METHODID_SIGN_IN)))
        .addMethod(
          getRefreshSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.user.v1.RefreshSessionRequest,
              skein.user.v1.RefreshSessionResponse>(
                service, METHODID_REFRESH_SESSION)))
        .addMethod(
          getSignOutMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.user.v1.SignOutRequest,
              skein.user.v1.SignOutResponse>(
                service, METHODID_SIGN_OUT)))
        .addMethod(
          getListSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.user.v1.ListSessionsRequest,
              skein.user.v1.ListSessionsResponse>(
                service, METHODID_LIST_SESSIONS)))
        .addMethod(
          getRevokeSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.user.v1.RevokeSessionRequest,
              skein.user.v1.RevokeSessionResponse>(
                service, METHODID_REVOKE_SESSION)))
        .addMethod(
          getChangePasswordMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.user.v1.ChangePasswordRequest,
              skein.user.v1.ChangePasswordResponse>(
                service, METHODID_CHANGE_PASSWORD)))
        .build();
  }

  private static abstract class AuthServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AuthServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.user.v1.AuthServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("AuthService");
    }
  }

  private static final class AuthServiceFileDescriptorSupplier
      extends AuthServiceBaseDescriptorSupplier {
    AuthServiceFileDescriptorSupplier() {}
  }

  private static final class AuthServiceMethodDescriptorSupplier
      extends AuthServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    AuthServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (AuthServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AuthServiceFileDescriptorSupplier())
              .addMethod(getSignUpMethod())
              .addMethod(getSignInMethod())
              .addMethod(getRefreshSessionMethod())
              .addMethod(getSignOutMethod())
              .addMethod(getListSessionsMethod())
              .addMethod(getRevokeSessionMethod())
              .addMethod(getChangePasswordMethod())
              .build();
        }
      }
    }
    return result;
  }
}
