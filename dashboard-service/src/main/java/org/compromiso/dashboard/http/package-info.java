/** How public answers of the dashboard look on the wire. */
package org.compromiso.dashboard.http;
