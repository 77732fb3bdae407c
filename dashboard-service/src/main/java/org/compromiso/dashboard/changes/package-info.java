/** Changes of the lists as they happen: Server-Sent Events. */
package org.compromiso.dashboard.changes;
