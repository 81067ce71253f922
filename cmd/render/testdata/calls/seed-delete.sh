{
check_environment
find_kubectl
reach_cluster
ask 'delete all of microk8s'

begins apps
drop virtualservices.networking.istio.io default hello-v2-on-gateway-ingressgateway-secondary
drop virtualservices.networking.istio.io default hello-v1-on-gateway-ingressgateway
drop deployments.apps default helloworld2-v2
drop deployments.apps default helloworld-v1
drop services default helloworld2
drop services default helloworld

begins gateways
drop gateways.networking.istio.io default gateway-ingressgateway-secondary
drop gateways.networking.istio.io default gateway-ingressgateway
drop peerauthentications.security.istio.io istio-system default
drop secrets istio-system tls-secondary-credential
drop secrets istio-system tls-credential
drop secrets default tls-secondary-credential
drop secrets default tls-credential

begins istio
drop_operated istio-system istio-control-plane istio-operator istio-operator-1-9-7

begins operator
drop deployments.apps istio-operator istio-operator-1-9-7
drop services istio-operator istio-operator-1-9-7
drop clusterrolebindings.rbac.authorization.k8s.io - istio-operator-1-9-7
drop clusterroles.rbac.authorization.k8s.io - istio-operator-1-9-7
drop serviceaccounts istio-operator istio-operator-1-9-7
drop_crd istiooperators.install.istio.io

begins metallb
drop configmaps metallb-system config

begins namespaces
drop_namespace istio-system
drop_namespace istio-operator
drop_namespace default
finish deleted
}
