// Runs istiod without a Kubernetes API server. Configuration comes from YAML files in a folder; validation, xDS, the
// certificate authority and policy translation are Istio's own.
//
// pilot-discovery itself needs a Kubernetes client since Istio 1.30: its controller of service entries dereferences the
// cluster of that client. Istio's own tests start the server with a fake client; so does this program.
package main

import (
	"flag"
	"log"
	"os"
	"os/signal"
	"reflect"
	"syscall"
	"unsafe"

	"istio.io/istio/pilot/pkg/bootstrap"
	"istio.io/istio/pkg/config/constants"
	"istio.io/istio/pkg/kube"
)

func main() {
	configuration := flag.String("config", "", "folder of Istio and Kubernetes YAML that istiod watches")
	meshConfig := flag.String("mesh", "", "file of the mesh configuration")
	discovery := flag.String("discovery", "127.0.0.1:15012", "address of xDS and certificate signing, over TLS")
	status := flag.String("status", "127.0.0.1:15014", "address of metrics and debug pages")
	ready := flag.String("ready", "127.0.0.1:15013", "address of the readiness probe")
	flag.Parse()

	arguments := bootstrap.NewPilotArgs(func(each *bootstrap.PilotArgs) {
		each.MeshConfigFile = *meshConfig
		each.RegistryOptions.FileDir = *configuration
		each.RegistryOptions.KubeOptions.DomainSuffix = constants.DefaultClusterLocalDomain
		each.ServerOptions = bootstrap.DiscoveryServerOptions{
			HTTPAddr:       *ready,
			SecureGRPCAddr: *discovery,
			MonitoringAddr: *status,
		}
	})
	server, err := bootstrap.NewServer(arguments, withoutKubernetes)
	if err != nil {
		log.Fatalf("istiod: %v", err)
	}
	stop := make(chan struct{})
	if err := server.Start(stop); err != nil {
		log.Fatalf("istiod: %v", err)
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	<-signals
	close(stop)
	server.WaitUntilCompletion()
}

// withoutKubernetes sets the server's unexported client, which its initialization would otherwise connect to a cluster.
func withoutKubernetes(server *bootstrap.Server) {
	field := reflect.ValueOf(server).Elem().FieldByName("kubeClient")
	client := reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem()
	client.Set(reflect.ValueOf(kube.NewFakeClient()))
}
