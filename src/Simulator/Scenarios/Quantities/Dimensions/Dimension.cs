namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>Exponents of the base units of a unit; power is energy over time.</summary>
/// <param name="Energy">Exponent of kWh.</param>
/// <param name="Time">Exponent of h.</param>
/// <param name="Mass">Exponent of kg.</param>
/// <param name="Volume">Exponent of L.</param>
/// <param name="Area">Exponent of m².</param>
/// <param name="Money">Exponent of USD.</param>
/// <param name="Arithmetic">Exponent of FLOP.</param>
/// <param name="Booked">Exponent of what is paid for whether it is used or not: accelerators in accelerator-hours, kW in kW-months.</param>
internal readonly record struct Dimension(
    int Energy = 0, int Time = 0, int Mass = 0, int Volume = 0, int Area = 0, int Money = 0, int Arithmetic = 0, int Booked = 0)
{
    /// <summary>Dimension of a product.</summary>
    public static Dimension operator *(Dimension a, Dimension b) => new(
        a.Energy + b.Energy, a.Time + b.Time, a.Mass + b.Mass, a.Volume + b.Volume, a.Area + b.Area, a.Money + b.Money, a.Arithmetic + b.Arithmetic,
        a.Booked + b.Booked);

    /// <summary>Dimension of a quotient.</summary>
    public static Dimension operator /(Dimension a, Dimension b) => a * new Dimension(
        -b.Energy, -b.Time, -b.Mass, -b.Volume, -b.Area, -b.Money, -b.Arithmetic, -b.Booked);

    /// <summary>In words, e.g. <c>power</c> or <c>mass per energy</c>.</summary>
    public override string ToString()
    {
        if (this == new Dimension(Energy: 1, Time: -1))
        {
            return "power";
        }

        (string Name, int Exponent)[] parts =
        [
            ("energy", Energy), ("mass", Mass), ("volume", Volume), ("area", Area), ("money", Money), ("arithmetic", Arithmetic), ("time", Time),
            ("booked capacity", Booked),
        ];
        var above = Join(parts.Where(part => part.Exponent > 0).Select(part => (part.Name, part.Exponent)));
        var below = Join(parts.Where(part => part.Exponent < 0).Select(part => (part.Name, -part.Exponent)));
        return (above.Length, below.Length) switch
        {
            (0, 0) => "a plain number",
            (_, 0) => above,
            (0, _) => $"1 per {below}",
            _ => $"{above} per {below}",
        };
    }

    private static string Join(IEnumerable<(string Name, int Exponent)> parts) =>
        string.Join(" times ", parts.SelectMany(part => Enumerable.Repeat(part.Name, part.Exponent)));
}
