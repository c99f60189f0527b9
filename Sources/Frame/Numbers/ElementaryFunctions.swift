#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

func logarithm(_ value: Double) -> Double { log(value) }

func logarithmOfOnePlus(_ value: Double) -> Double { log1p(value) }

func exponential(_ value: Double) -> Double { exp(value) }
