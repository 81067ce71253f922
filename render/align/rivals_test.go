package align_test

// rivalsWanted are a Gateway and a route of a host; rivalsLive are others' of a cluster: an
// older Gateway of the same pods and its route of that host, then one of other pods with its
// route, one of another host, a route of the sidecars, and one at a Gateway of other pods.
const (
	rivalsWanted = `
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gw, namespace: new}, spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.org]}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: new}, spec: {hosts: [a.example.org], gateways: [gw], http: [{route: [{destination: {host: new}}]}]}}
`
	rivalsLive = `
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gw, namespace: old, uid: a}, spec: {selector: {app: gateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [old/a.example.org]}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: old, uid: b}, spec: {hosts: [a.example.org], gateways: [gw], http: [{route: [{destination: {host: old}}]}]}}
---
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gw, namespace: inside, uid: c}, spec: {selector: {istio: inside}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.org]}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: inside, uid: d}, spec: {hosts: [a.example.org], gateways: [gw], http: [{route: [{destination: {host: old}}]}]}}
---
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: b, namespace: old, uid: e}, spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [b.example.org]}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: b, namespace: old, uid: f}, spec: {hosts: [b.example.org], gateways: [b], http: [{route: [{destination: {host: old}}]}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: mesh, namespace: old, uid: g}, spec: {hosts: [a.example.org], http: [{route: [{destination: {host: old}}]}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: gateway, namespace: istio-system, uid: h}, spec: {selector: {matchLabels: {app: gateway}}, template: {metadata: {labels: {app: gateway, istio: ingressgateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}}}
`
)
