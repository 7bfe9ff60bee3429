using Territory.OperationsConsole.Api;
using Territory.Theatres;

namespace Territory.OperationsConsole.Operations;

/// <summary>What a check looks at, in words.</summary>
internal static class CheckWords
{
    public static string Of(Check check, Theatre theatre) => check.Kind switch
    {
        CheckKind.Log => "both logs",
        CheckKind.Snapshot => $"the snapshot {check.Scope.Snapshot}",
        _ => $"{check.Scope.View ?? "all views"}, {Areas(check.Scope, theatre)}",
    };

    private static string Areas(CheckScope scope, Theatre theatre) => scope switch
    {
        { Area: { } area } => theatre.FindArea(area)?.Label ?? area,
        { Share: { } share } => $"share {share} of the areas",
        _ => "all areas",
    };
}
