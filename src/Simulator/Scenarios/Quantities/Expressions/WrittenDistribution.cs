using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Quantities.Expressions;

/// <summary>A distribution as a scenario file names it: the descriptor that the parser, the schema, the list, the docs and the tests read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Usage">The ways to write it, for messages and documentation.</param>
/// <param name="Example">A complete example for a quantity without a unit.</param>
/// <param name="Forms">Its lists of parameters; positional arguments follow the first. None where the arguments are not numbers.</param>
internal sealed record WrittenDistribution(string Name, string Summary, string Usage, string Example, params ParameterList[] Forms)
{
    /// <summary>The list that a call uses, and its arguments by parameter; those left out are missing.</summary>
    /// <exception cref="QuantityException">The arguments fit none of the forms.</exception>
    public (ParameterList Form, IReadOnlyDictionary<string, Argument> Arguments) Bind(CallExpression call)
    {
        var named = call.Arguments.Where(argument => argument.Name is not null).ToList();
        var form = Array.Find(Forms, form => named.TrueForAll(argument => form.Has(argument.Name)));
        if (form is null)
        {
            var stranger = named.Find(argument => !Array.Exists(Forms, candidate => candidate.Has(argument.Name))) ?? named[0];
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

            if (argument.Name is null && i >= form.Parameters.Length)
            {
                throw new QuantityException(argument.Start, FormattableString.Invariant($"{call.Arguments.Count} arguments"), Usage);
            }

            var name = argument.Name ?? form.Parameters[i].Name;
            if (!bound.TryAdd(name, argument))
            {
                throw new QuantityException(argument.Start, $"the argument {name} twice", Usage);
            }
        }

        var missing = Array.Find(form.Parameters, parameter => parameter.Default is null && !bound.ContainsKey(parameter.Name));
        return missing is null ? (form, bound) : throw new QuantityException(call.Start, $"{Name}(…) without {missing.Name}", Usage);
    }
}

/// <summary>One list of parameters of a distribution, the rules they keep to, and how the distribution is made of them.</summary>
/// <param name="Build">Makes the distribution; it is given the value of each parameter by name, in the model's unit.</param>
/// <param name="Parameters">The parameters, in order.</param>
internal sealed record ParameterList(Func<Func<string, double>, Distribution> Build, params Parameter[] Parameters)
{
    /// <summary>Rules about several parameters; what one parameter must be stands with it.</summary>
    public IReadOnlyList<ParameterRule> Rules { get; init; } = [];

    /// <summary>Every rule, in the order in which they are checked.</summary>
    public IEnumerable<ParameterRule> AllRules => Parameters
        .Where(parameter => double.IsFinite(parameter.Above))
        .Select(parameter => new ParameterRule(parameter.Name, FormattableString.Invariant($"{parameter.Name} above {parameter.Above}"), value => value(parameter.Name) > parameter.Above))
        .Concat(Rules);

    /// <summary>Whether there is a parameter of that name.</summary>
    public bool Has(string? name) => Array.Exists(Parameters, parameter => parameter.Name == name);
}

/// <summary>One parameter of a distribution.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Above">What it must be above; −∞ for any number.</param>
internal sealed record Parameter(string Name, string Meaning, double Above = double.NegativeInfinity)
{
    /// <summary>Whether it is a number without a unit whatever the quantity, e.g. a shape; the others take the quantity's unit.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Its value where it is left out; null if it must be given.</summary>
    public double? Default { get; init; }
}

/// <summary>A rule about parameters.</summary>
/// <param name="Parameter">The one that breaks it.</param>
/// <param name="Text">The rule in words.</param>
/// <param name="Holds">Whether values by name keep to it.</param>
/// <param name="Hint">What to write instead; null if the rule says it.</param>
internal sealed record ParameterRule(string Parameter, string Text, Func<Func<string, double>, bool> Holds, string? Hint = null);
