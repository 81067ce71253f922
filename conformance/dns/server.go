package dns

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/rest"
	endpoints "sigs.k8s.io/external-dns/apis/v1alpha1"
)

// server answers as an API server does that has DNSEndpoints and nothing else.
type server struct{ list []endpoints.DNSEndpoint }

// config is how clients reach it, until the context ends.
func (s *server) config(ctx context.Context) *rest.Config {
	listens := httptest.NewServer(s)
	context.AfterFunc(ctx, listens.Close)
	return &rest.Config{Host: listens.URL}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	group, version := endpoints.GroupVersion.Group, endpoints.GroupVersion.String()
	known := metav1.GroupVersionForDiscovery{GroupVersion: version, Version: endpoints.GroupVersion.Version}
	answer := func(o any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(o); err != nil {
			panic(err) // of what is made here
		}
	}
	is := metav1.APIGroup{Name: group, Versions: []metav1.GroupVersionForDiscovery{known}, PreferredVersion: known}
	switch path := r.URL.Path; {
	case path == "/api":
		answer(metav1.APIVersions{TypeMeta: metav1.TypeMeta{Kind: "APIVersions"}})
	case path == "/apis":
		answer(metav1.APIGroupList{TypeMeta: metav1.TypeMeta{Kind: "APIGroupList", APIVersion: "v1"}, Groups: []metav1.APIGroup{is}})
	case path == "/apis/"+group:
		is.TypeMeta = metav1.TypeMeta{Kind: "APIGroup", APIVersion: "v1"}
		answer(is)
	case path == "/apis/"+version:
		answer(metav1.APIResourceList{TypeMeta: metav1.TypeMeta{Kind: "APIResourceList", APIVersion: "v1"}, GroupVersion: version,
			APIResources: []metav1.APIResource{{Name: "dnsendpoints", SingularName: "dnsendpoint", Namespaced: true, Kind: "DNSEndpoint", Verbs: metav1.Verbs{"get", "list", "watch"}}}})
	case path != "/apis/"+version+"/dnsendpoints":
		http.NotFound(w, r)
	case r.URL.Query().Get("watch") != "":
		w.WriteHeader(http.StatusOK)
		<-r.Context().Done() // nothing ever happens
	default:
		list, err := s.selected(r.URL.Query().Get("labelSelector"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		answer(list)
	}
}

// selected are the objects that an API server lists by their labels.
func (s *server) selected(selector string) (*endpoints.DNSEndpointList, error) {
	by, err := labels.Parse(selector)
	if err != nil {
		return nil, fmt.Errorf("label selector: %w", err)
	}
	out := &endpoints.DNSEndpointList{TypeMeta: metav1.TypeMeta{Kind: "DNSEndpointList", APIVersion: endpoints.GroupVersion.String()}, ListMeta: metav1.ListMeta{ResourceVersion: "1"}}
	for _, o := range s.list {
		if by.Matches(labels.Set(o.Labels)) {
			out.Items = append(out.Items, o)
		}
	}
	return out, nil
}
