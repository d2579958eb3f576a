package io.nicebridge.token;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * RSA moduli made by the faulty Infineon library (ROCA, CVE-2017-15361), which can be factored. Its
 * primes are 65537^a modulo a product of small primes, so the modulus too is a power of 65537
 * modulo each of them. A sound modulus passes that for all of them once in about 2^27.
 */
final class RocaShape {
  private static final BigInteger GENERATOR = BigInteger.valueOf(65537);
  private static final int LARGEST_PRIME = 167; // the 39 primes used for keys of any size

  private static final int[] PRIMES =
      IntStream.rangeClosed(3, LARGEST_PRIME)
          .filter(n -> BigInteger.valueOf(n).isProbablePrime(30))
          .toArray();

  private RocaShape() {}

  static boolean matches(BigInteger modulus) {
    return IntStream.of(PRIMES)
        .allMatch(
            prime -> powers(prime).get(modulus.mod(BigInteger.valueOf(prime)).intValueExact()));
  }

  private static BitSet powers(int prime) {
    int generator = GENERATOR.mod(BigInteger.valueOf(prime)).intValueExact();
    BitSet powers = new BitSet(prime);
    for (int power = 1; !powers.get(power); power = power * generator % prime) {
      powers.set(power);
    }
    return powers;
  }
}
