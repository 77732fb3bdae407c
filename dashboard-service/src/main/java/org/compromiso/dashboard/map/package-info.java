/** Where pledges are to be carried out. */
package org.compromiso.dashboard.map;
