using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Simulator.Arithmetic;

namespace Simulator.Tests.Arithmetic;

/// <summary>
/// Elementary functions of our own against the runtime's, which glibc keeps within one unit in the last place, against
/// series in whole numbers, and bit for bit against values that were written down.
/// </summary>
public sealed class PortableMathTests
{
    private const int Bits = 200;

    public static TheoryData<string> Names => ["Exp", "Log", "Log2", "Log10", "Pow", "Sin", "Cos", "Asin", "Tanh"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Functions_are_within_two_units_in_the_last_place_of_the_runtimes(string name)
    {
        var (ours, theirs, arguments) = Of(name);
        Assert.All(arguments, x => Assert.InRange(UnitsApart(ours(x), theirs(x)), 0, 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Functions_treat_zeros_infinities_and_NaN_as_the_runtimes_do(string name)
    {
        var (ours, theirs, _) = Of(name);
        double[] special = [0, -0.0, 1, -1, 1000, 1e-310, 5e-324, -5e-324, double.NaN, -1e-310];
        double[] infinite = [double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue];
        var isPeriodic = name is "Sin" or "Cos";
        Assert.All(isPeriodic ? special : [.. special, .. infinite], x => Assert.InRange(UnitsApart(ours(x), theirs(x)), 0, 1));
    }

    /// <summary>The bound of 0.55 units is that of the docstring; a correctly rounded function has half a unit.</summary>
    [Fact]
    public void Exponential_and_logarithm_are_nearly_rounded_correctly()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var x = 0.5 + (1.5 * random.NextDouble());
            Assert.InRange(ErrorInUnits(PortableMath.Log(x), LogarithmOf(x)), 0, 0.55);
            var power = 20 * (random.NextDouble() - 0.5);
            Assert.InRange(ErrorInUnits(PortableMath.Exp(power), ExponentialOf(power)), 0, 0.55);
        }
    }

    [Fact]
    public void Logarithms_of_powers_are_whole_numbers()
    {
        Assert.All(Enumerable.Range(-300, 600), n => Assert.Equal(n, PortableMath.Log10(double.Parse($"1e{n}", CultureInfo.InvariantCulture))));
        Assert.All(Enumerable.Range(-1022, 2045), n => Assert.Equal(n, PortableMath.Log2(Math.ScaleB(1, n))));
        Assert.All(Enumerable.Range(-22, 45), n => Assert.Equal(double.Parse($"1e{n}", CultureInfo.InvariantCulture), PortableMath.Pow(10, n)));
        Assert.All(Enumerable.Range(-1074, 2098), n => Assert.Equal(Math.ScaleB(1, n), PortableMath.Pow(2, n)));
    }

    [Fact]
    public void Negative_numbers_have_powers_with_integer_exponents_only()
    {
        Assert.Equal(-27, PortableMath.Pow(-3, 3));
        Assert.Equal(9, PortableMath.Pow(-3, 2));
        Assert.Equal(-1.0 / 8, PortableMath.Pow(-2, -3));
        Assert.True(double.IsNaN(PortableMath.Pow(-2, 0.5)));
    }

    /// <summary>
    /// The sum of the bits of a thousand values of each function, from linux-x64. That they are the same on every platform is
    /// what this class is for: the test runs there too.
    /// </summary>
    [Theory]
    [InlineData("Exp", 0x3DB914F3DF79D838UL)]
    [InlineData("Log", 0x7C7622A79A73C7C1UL)]
    [InlineData("Log2", 0x04EC5E20D92F3A3BUL)]
    [InlineData("Log10", 0x4392999B502F7293UL)]
    [InlineData("Pow", 0xFA140A64AB3E8C5CUL)]
    [InlineData("Sin", 0xEBAA1B2762E26794UL)]
    [InlineData("Cos", 0x33DDCF29FA63CBBEUL)]
    [InlineData("Asin", 0x8D563505174706A9UL)]
    [InlineData("Tanh", 0xF20C8A426FCFE24AUL)]
    public void Bits_are_the_same_everywhere(string name, ulong expected)
    {
        var (ours, _, arguments) = Of(name);
        var sum = arguments.Take(1000).Aggregate(0UL, (sum, x) => BitOperations.RotateLeft(sum, 5) ^ BitConverter.DoubleToUInt64Bits(ours(x)));
        Assert.Equal($"{expected:X16}", $"{sum:X16}");
    }

    /// <summary>The C library's functions have different last bits on each platform, so nothing that leads to a figure may call them.</summary>
    [Fact]
    public void No_source_calls_the_functions_of_the_platform()
    {
        var calls = new Regex(@"(?<![A-Za-z])(Math|MathF|double|float)\.(A?(Sin|Cos|Tan)h?(Pi)?|Atan2|SinCos|Cbrt|RootN|Hypot|Exp(2|10)?(M1)?|Log(2|10)?(P1)?|Pow)\(|(?<![A-Za-z])Math\.(Exp|Log|Log10|Pow)\b|MathNet\.Numerics\.(SpecialFunctions|Distributions|IntegralTransforms)|Correlation\.Auto\b", RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Matches(calls, "var y = Math.Pow(10, 3);");
        Assert.DoesNotMatch(calls, "var y = PortableMath.Pow(10, 3) + Math.Sqrt(2);");
        var found = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "PortableMath.cs")
            .SelectMany(file => File.ReadLines(file).Where(line => calls.IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}; write PortableMath"));
        Assert.Empty(found);
    }

    private static (Func<double, double> Ours, Func<double, double> Theirs, double[] Arguments) Of(string name)
    {
        var random = new Random(1);
        double[] Draw(Func<double> draw) => [.. Enumerable.Range(0, 20_000).Select(_ => draw())];
        double Wide() => Math.ScaleB(1 + random.NextDouble(), random.Next(-1022, 1023));
        double NearOne() => 1 + Math.ScaleB(random.NextDouble() - 0.5, -random.Next(0, 50));
        double Positive() => random.Next(2) == 0 ? Wide() : NearOne();
        double Within(double limit) => limit * ((2 * random.NextDouble()) - 1);
        double Shrunk(double limit) => Within(limit) * Math.ScaleB(1, -random.Next(0, 40));
        return name switch
        {
            "Exp" => (PortableMath.Exp, Math.Exp, Draw(() => random.Next(2) == 0 ? Within(700) : Shrunk(1))),
            "Log" => (PortableMath.Log, Math.Log, Draw(Positive)),
            "Log2" => (PortableMath.Log2, Math.Log2, Draw(Positive)),
            "Log10" => (PortableMath.Log10, Math.Log10, Draw(Positive)),
            "Pow" => (x => PortableMath.Pow(x, 1.7), x => Math.Pow(x, 1.7), Draw(() => Math.ScaleB(1 + random.NextDouble(), random.Next(-500, 500)))),
            "Sin" => (PortableMath.Sin, Math.Sin, Draw(() => Shrunk(100))),
            "Cos" => (PortableMath.Cos, Math.Cos, Draw(() => Shrunk(100))),
            "Asin" => (PortableMath.Asin, Math.Asin, Draw(() => random.Next(2) == 0 ? Shrunk(1) : Math.BitDecrement(1 - Math.Abs(Shrunk(0.5))))),
            _ => (PortableMath.Tanh, Math.Tanh, Draw(() => Shrunk(25))),
        };
    }

    private static double UnitsApart(double left, double right) =>
        left.Equals(right) || left == right ? 0
            : double.IsNaN(left) || double.IsNaN(right) || double.IsInfinity(left) || double.IsInfinity(right) ? double.PositiveInfinity
            : Math.Abs(left - right) / (Math.BitIncrement(Math.Abs(right)) - Math.Abs(right));

    // The distance of a double from a fixed-point number with 200 bits after the point.
    private static double ErrorInUnits(double value, BigInteger exact)
    {
        var unit = Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
        return Math.Abs((double)(Fixed(value) - exact) / (double)Fixed(unit));
    }

    private static BigInteger Fixed(double value)
    {
        var exponent = Math.ILogB(value) - 52;
        var mantissa = new BigInteger(Math.ScaleB(value, -exponent));
        return exponent + Bits >= 0 ? mantissa << (exponent + Bits) : mantissa >> -(exponent + Bits);
    }

    // 2·artanh((x − 1)/(x + 1)) in whole numbers.
    private static BigInteger LogarithmOf(double x)
    {
        var one = BigInteger.One << Bits;
        var ratio = ((Fixed(x) - one) << Bits) / (Fixed(x) + one);
        BigInteger square = (ratio * ratio) >> Bits, sum = 0;
        for (var n = 1; !ratio.IsZero; n += 2, ratio = ratio * square / one)
        {
            sum += ratio / n;
        }

        return 2 * sum;
    }

    // Taylor's series of the 1024th part, squared ten times.
    private static BigInteger ExponentialOf(double x)
    {
        BigInteger one = BigInteger.One << Bits, part = Fixed(x) >> 10, term = one, sum = 0;
        for (var n = 1; !term.IsZero; n++)
        {
            sum += term;
            term = term * part / one / n;
        }

        for (var i = 0; i < 10; i++)
        {
            sum = (sum * sum) >> Bits;
        }

        return sum;
    }
}
