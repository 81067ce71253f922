// What all clusters of the fleet are alike in. A cluster is a file in clusters/ that says what
// is its own: its name, its LAN, and the addresses of its two tiers.
function(name, lan, customers, staff, apps=[]) {
  local cluster = self,
  local net = std.join('.', std.split(lan, '.')[0:3]),
  name: name,
  microk8s: '1.36',
  istio: { version: '1.31', install: 'none' },
  secrets: 'omit',
  networks: [{ cidr: lan, router: net + '.1', dhcp: [net + '.100-' + net + '.199'] }],
  tiers: [
    {
      name: 'primary',
      ip: customers,
      hosts: [name + '.shop.example.org'],
      tls: { redirect: true },
      apps: [{ name: 'shop', image: 'registry.example.org/shop:1.4.0', port: 8080, routes: ['/*'] }] + apps,
    },
    {
      name: 'staff',
      ip: staff,
      hosts: [name + '.staff.example.org'],
      tls: { redirect: true },
      apps: [{ name: 'orders', image: 'registry.example.org/orders:1.4.0', port: 8080, routes: ['/*'] }],
    },
  ],
}
