/**
 * What the node that answers counts on: 'redis', 'memory' where none is configured, 'lost' where it is not reached.
 *
 * @param store of analytics
 * @param nodes those of ratelimit/nodes, null as long as nobody said
 * @param lost whether the last answer was that Redis is not there
 */
export function countsOn({reachable}, nodes, lost) {
  if (lost || !reachable) return 'lost';
  return nodes?.find(node => node.self)?.store === 'memory' ? 'memory' : 'redis';
}
