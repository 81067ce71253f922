// Munich has an app more than the others.
(import 'base.libsonnet')(
  'munich',
  '10.30.0.0/24',
  '10.30.0.40',
  '10.30.0.41',
  apps=[{ name: 'beer', image: 'registry.example.org/beer:0.3.0', port: 8080, routes: ['/beer/*'] }],
)
