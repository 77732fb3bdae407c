/** What pledges and practices have in common for readers: facets to filter and group by. */
package org.compromiso.dashboard.facets;
