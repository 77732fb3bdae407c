/** Where nobody pledged. */
package org.compromiso.dashboard.gaps;
