using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>One value for each generation source of electricity.</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <remarks>Fields, not an array, so that it can live in the registers of a GPU thread.</remarks>
internal struct SourceVector<T>
    where T : struct, IArithmeticLane<T>
{
    /// <summary>Coal.</summary>
    public T Coal;

    /// <summary>Natural gas.</summary>
    public T Gas;

    /// <summary>Oil.</summary>
    public T Oil;

    /// <summary>Nuclear.</summary>
    public T Nuclear;

    /// <summary>Hydro.</summary>
    public T Hydro;

    /// <summary>Wind, onshore.</summary>
    public T Wind;

    /// <summary>Wind, offshore.</summary>
    public T WindOffshore;

    /// <summary>Photovoltaics, utility scale.</summary>
    public T Solar;

    /// <summary>Photovoltaics on roofs.</summary>
    public T SolarRooftop;

    /// <summary>Concentrating solar power.</summary>
    public T SolarConcentrating;

    /// <summary>Biomass.</summary>
    public T Biomass;

    /// <summary>Biomass co-fired with coal.</summary>
    public T BiomassCofired;

    /// <summary>Geothermal.</summary>
    public T Geothermal;

    /// <summary>Names of the sources in the order of the indexer: the keys of the catalogue's generation sources.</summary>
    public static readonly string[] Names =
    [
        "coal", "gas", "oil", "nuclear", "hydro", "wind", "wind-offshore", "solar", "solar-rooftop", "solar-concentrating",
        "biomass", "biomass-cofired", "geothermal",
    ];

    /// <summary>Sum over the sources of share times value.</summary>
    public static T Weighted(in SourceVector<T> shares, in SourceVector<T> values) =>
        (shares.Coal * values.Coal)
        + (shares.Gas * values.Gas)
        + (shares.Oil * values.Oil)
        + (shares.Nuclear * values.Nuclear)
        + (shares.Hydro * values.Hydro)
        + (shares.Wind * values.Wind)
        + (shares.WindOffshore * values.WindOffshore)
        + (shares.Solar * values.Solar)
        + (shares.SolarRooftop * values.SolarRooftop)
        + (shares.SolarConcentrating * values.SolarConcentrating)
        + (shares.Biomass * values.Biomass)
        + (shares.BiomassCofired * values.BiomassCofired)
        + (shares.Geothermal * values.Geothermal);

    /// <summary>The value of the source with an index into <see cref="Names"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such source.</exception>
    public T this[int source]
    {
        readonly get => source switch
        {
            0 => Coal,
            1 => Gas,
            2 => Oil,
            3 => Nuclear,
            4 => Hydro,
            5 => Wind,
            6 => WindOffshore,
            7 => Solar,
            8 => SolarRooftop,
            9 => SolarConcentrating,
            10 => Biomass,
            11 => BiomassCofired,
            12 => Geothermal,
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        };
        set
        {
            switch (source)
            {
                case 0: Coal = value; break;
                case 1: Gas = value; break;
                case 2: Oil = value; break;
                case 3: Nuclear = value; break;
                case 4: Hydro = value; break;
                case 5: Wind = value; break;
                case 6: WindOffshore = value; break;
                case 7: Solar = value; break;
                case 8: SolarRooftop = value; break;
                case 9: SolarConcentrating = value; break;
                case 10: Biomass = value; break;
                case 11: BiomassCofired = value; break;
                case 12: Geothermal = value; break;
                default: throw new ArgumentOutOfRangeException(nameof(source));
            }
        }
    }
}
