# of tier primary
checks_1() {
	get http microk8s.local 80 /hello
	wants answer '../../examples/seed/topology.yaml:32, app "helloworld"'
	clients=none trust=ca-1.pem
	get https microk8s.local 443 /hello
	wants answer '../../examples/seed/topology.yaml:32, app "helloworld"'
	get http microk8s-alt.local 80 /hello
	wants answer '../../examples/seed/topology.yaml:32, app "helloworld"'
	get https microk8s-alt.local 443 /hello
	wants answer '../../examples/seed/topology.yaml:32, app "helloworld"'
	get http smoke-test.invalid 80 /
	wants refused '../../examples/seed/topology.yaml:17, a made-up name'
	clients=none trust=none
	get https smoke-test.invalid 443 /
	wants refused '../../examples/seed/topology.yaml:17, a made-up name'
	get http microk8s-secondary.local 80 /
	wants refused '../../examples/seed/topology.yaml:35, host of tier "secondary"'
	get https microk8s-secondary.local 443 /
	wants refused '../../examples/seed/topology.yaml:35, host of tier "secondary"'
}

# of tier secondary
checks_2() {
	get http microk8s-secondary.local 80 /hello
	wants answer '../../examples/seed/topology.yaml:46, app "helloworld2"'
	clients=none trust=ca-1.pem
	get https microk8s-secondary.local 443 /hello
	wants answer '../../examples/seed/topology.yaml:46, app "helloworld2"'
	get http smoke-test.invalid 80 /
	wants refused '../../examples/seed/topology.yaml:33, a made-up name'
	clients=none trust=none
	get https smoke-test.invalid 443 /
	wants refused '../../examples/seed/topology.yaml:33, a made-up name'
	get http microk8s.local 80 /
	wants refused '../../examples/seed/topology.yaml:19, host of tier "primary"'
	get https microk8s.local 443 /
	wants refused '../../examples/seed/topology.yaml:19, host of tier "primary"'
}

tier primary LoadBalancer ../../examples/seed/topology.yaml:17 '80:32600 443:32601 31400:0 15443:0' '10.0.0.0/8 192.0.0.0/8'
at 192.168.1.141 checks_1
tier secondary LoadBalancer ../../examples/seed/topology.yaml:33 '80:32700 443:32701 31400:0 15443:0' '10.0.0.0/8 192.0.0.0/8'
at 192.168.1.142 checks_2
summary
