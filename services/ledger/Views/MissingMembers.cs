using System.Reflection;
using System.Text.Json;

namespace Territory.Ledger.Views;

/// <summary>Which members of an event's content must be there and are not: who reads JSON into a record does not mind.</summary>
internal static class MissingMembers
{
    private const int Deepest = 4;

    /// <summary>By their way from the event on, as the body spells them (<c>ruling.effective</c>).</summary>
    public static IReadOnlyList<string> Of(object data) => [.. In(data, "", 1)];

    private static IEnumerable<string> In(object owner, string path, int depth)
    {
        var nullability = new NullabilityInfoContext();
        // What cannot be written is worked out from what can.
        foreach (var member in owner.GetType().GetProperties().Where(p => p.CanWrite && !p.PropertyType.IsValueType && p.GetIndexParameters().Length == 0))
        {
            var name = path + JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            if (member.GetValue(owner) is not { } value)
            {
                if (nullability.Create(member).ReadState == NullabilityState.NotNull) yield return name;
            }
            else if (depth < Deepest && IsOurs(value))
            {
                foreach (var missing in In(value, name + ".", depth + 1)) yield return missing;
            }
        }
    }

    private static bool IsOurs(object value) => value.GetType().Namespace?.StartsWith("Territory.", StringComparison.Ordinal) == true;
}
