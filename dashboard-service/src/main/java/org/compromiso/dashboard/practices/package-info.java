/** Published practices. */
package org.compromiso.dashboard.practices;
