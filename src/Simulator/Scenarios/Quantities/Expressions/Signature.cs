using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Quantities.Expressions;

/// <summary>The ways in which one distribution can be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Usage">An example for messages and documentation.</param>
/// <param name="Forms">Parameter names, in order; those that end in <c>?</c> may be left out. Positional arguments follow the first form.</param>
internal sealed record Signature(string Name, string Usage, params string[][] Forms)
{
    /// <summary>Every named distribution, in the order of the documentation.</summary>
    public static IReadOnlyList<Signature> All { get; } =
    [
        new("uniform", "uniform(min, max)", ["min", "max"]),
        new("loguniform", "loguniform(min, max)", ["min", "max"]),
        new("normal", "normal(mean, sd)", ["mean", "sd"]),
        new("lognormal", "lognormal(mean=m, sd=s) or lognormal(median=m, gsd=g)", ["mean", "sd"], ["median", "gsd"]),
        new("triangular", "triangular(min, mode, max)", ["min", "mode", "max"]),
        new("pert", "pert(min, mode, max)", ["min", "mode", "max"]),
        new("beta", "beta(a, b) or beta(a, b, min=…, max=…)", ["a", "b", "min?", "max?"]),
        new("gamma", "gamma(shape=k, scale=θ) or gamma(mean=m, sd=s)", ["shape", "scale"], ["mean", "sd"]),
        new("exponential", "exponential(mean=m)", ["mean"]),
        new("mix", "mix(60 to 90 @ 70%, 100 to 160 @ 30%) USD/MWh"),
        new("choice", "choice(350 W @ 50%, 700 W @ 50%)"),
        new("empirical", "empirical(prices.csv, column=usd_per_mwh)"),
        new("truncate", "truncate(normal(0.8, 0.1), 0, 1)"),
    ];

    /// <summary>The signature with a name, or null.</summary>
    public static Signature? Find(string name) => All.FirstOrDefault(signature => signature.Name == name);

    /// <summary>Arguments by parameter name; those left out are missing.</summary>
    /// <exception cref="QuantityException">The arguments fit none of the forms.</exception>
    public IReadOnlyDictionary<string, Argument> Bind(CallExpression call)
    {
        var named = call.Arguments.Where(argument => argument.Name is not null).ToList();
        var form = Forms.FirstOrDefault(form => named.TrueForAll(argument => form.Any(parameter => Bare(parameter) == argument.Name)));
        if (form is null)
        {
            var stranger = named.Find(argument => !Forms.Any(candidate => candidate.Any(parameter => Bare(parameter) == argument.Name))) ?? named[0];
            throw new QuantityException(stranger.Start, $"the argument {stranger.Name}=", Usage);
        }

        var bound = new Dictionary<string, Argument>(StringComparer.Ordinal);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var argument = call.Arguments[i];
            if (argument.Weight is not null)
            {
                throw new QuantityException(argument.Weight.Start, "a weight (@)", $"{Usage}; weights belong in mix(…) and choice(…)");
            }

            if (argument.Name is null && i >= form.Length)
            {
                throw new QuantityException(argument.Start, FormattableString.Invariant($"{call.Arguments.Count} arguments"), Usage);
            }

            var name = argument.Name ?? Bare(form[i]);
            if (!bound.TryAdd(name, argument))
            {
                throw new QuantityException(argument.Start, $"the argument {name} twice", Usage);
            }
        }

        var missing = form.FirstOrDefault(parameter => !parameter.EndsWith('?') && !bound.ContainsKey(parameter));
        return missing is null ? bound : throw new QuantityException(call.Start, $"{Name}(…) without {missing}", Usage);
    }

    private static string Bare(string parameter) => parameter.TrimEnd('?');
}
