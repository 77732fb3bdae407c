/** Looking for words in the texts of pledges and practices. */
package org.compromiso.dashboard.search;
