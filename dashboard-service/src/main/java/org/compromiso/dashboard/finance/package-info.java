/** Money promised, per currency. */
package org.compromiso.dashboard.finance;
