/** Public pledges: what the service makes of their events, the list, and one pledge with its history. */
package org.compromiso.dashboard.pledges;
