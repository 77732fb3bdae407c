/** Lists of what readers see: order, filters, search and where a page goes on, in one statement. */
package org.compromiso.dashboard.lists;
