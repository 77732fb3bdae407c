/** Building the read models anew beside the ones readers see, and putting them in their place. */
package org.compromiso.dashboard.rebuild;
