{
check_environment
find_kubectl
reach_cluster
needs_metallb metallb-system 'MetalLB by: microk8s enable metallb:RANGE, with a RANGE in which no address of the topology is' 0.9.3
knows_dns 'run: microk8s enable dns'

if begins namespaces; then
	put namespaces
fi

if begins metallb; then
	await_metallb metallb-system
	put metallb
fi

if begins operator; then
	put operator
	await_rollout istio-operator deployment/istio-operator-1-9-7
fi

if begins istio; then
	await_crd istiooperators.install.istio.io v1alpha1
	put istio
	await_istiod istio-system 1-9-7 1.9.7
	await_version istio-system istio-ingressgateway 1.9.7
	await_rollout istio-system deployment/istio-ingressgateway
	await_address istio-system istio-ingressgateway 192.168.1.141
	await_version istio-system istio-ingressgateway-secondary 1.9.7
	await_rollout istio-system deployment/istio-ingressgateway-secondary
	await_address istio-system istio-ingressgateway-secondary 192.168.1.142
fi

if begins gateways; then
	await_crd peerauthentications.security.istio.io v1beta1
	await_crd gateways.networking.istio.io v1beta1
	put gateways
fi

if begins apps; then
	await_crd virtualservices.networking.istio.io v1beta1
	put apps
	await_rollout default deployment/helloworld-v1
	await_rollout default deployment/helloworld2-v2
fi
prune_all
finish 'done; what gateways answer now, the script smoke finds out'
}
