// Signs a person up, makes one call that is refused, posts, and reads the home timeline.
//
//	go run . 127.0.0.1:50051 ada
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	postv1 "skein.example/gen/go/skein/post/v1"
	timelinev1 "skein.example/gen/go/skein/timeline/v1"
	userv1 "skein.example/gen/go/skein/user/v1"
)

// The deadline of all calls together. It is sent to the server, which stops work after it.
const timeLimit = 10 * time.Second

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go run . HOST:PORT HANDLE")
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(explain(err))
	}
}

func run(address, handle string) error {
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), timeLimit)
	defer cancel()

	auth := userv1.NewAuthServiceClient(conn)
	signedUp, err := auth.SignUp(ctx, signUp(handle))
	if err != nil {
		return err
	}
	fmt.Println("signed up:", signedUp.GetAccount().GetUser().GetHandle())

	_, err = auth.SignUp(ctx, signUp("not a handle"))
	fmt.Println("refused:", explain(err))

	ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+signedUp.GetTokens().GetAccessToken())
	created, err := postv1.NewPostServiceClient(conn).CreatePost(ctx, &postv1.CreatePostRequest{
		Text:      "Hello from Go",
		RequestId: rand.Text(),
	})
	if err != nil {
		return err
	}
	fmt.Println("posted:", created.GetPost().GetId())

	home, err := timelinev1.NewTimelineServiceClient(conn).ListHomeTimeline(ctx, &timelinev1.ListHomeTimelineRequest{PageSize: 20})
	if err != nil {
		return err
	}
	for _, entry := range home.GetEntries() {
		fmt.Printf("home: %s: %s\n", entry.GetPost().GetAuthor().GetHandle(), entry.GetPost().GetText())
	}
	return nil
}

// Every write has a request_id: a retry with the same request_id does not repeat the write.
func signUp(handle string) *userv1.SignUpRequest {
	return &userv1.SignUpRequest{Handle: handle, Password: "correct horse", RequestId: rand.Text()}
}

// A program decides by the reason of ErrorInfo; BadRequest names fields. The message is for people.
func explain(err error) string {
	failure := status.Convert(err)
	told := []string{failure.Code().String()}
	for _, detail := range failure.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			told = append(told, detail.GetReason())
		case *errdetails.BadRequest:
			for _, violation := range detail.GetFieldViolations() {
				told = append(told, violation.GetField())
			}
		}
	}
	return fmt.Sprintf("%s (%s)", strings.Join(told, " "), failure.Message())
}
