namespace Territory.OperationsConsole.Api;

/// <summary>Why a call was refused: RFC 9457 with the fields at fault.</summary>
public sealed record ApiProblem(int Status, string? Title, string? Detail, IReadOnlyList<ProblemField>? Errors)
{
    public string Sentence => (Title, Detail) switch
    {
        (null, null) => $"The API answered with status {Status} and no explanation.",
        ({ } title, { } detail) => $"{title}. {detail}",
        var (title, detail) => detail ?? title!,
    };

    /// <summary>This problem, unless it is only about fields that tell it themselves.</summary>
    public ApiProblem? Beside(IReadOnlyCollection<string> fields) => Errors is { Count: > 0 } errors && errors.All(e => fields.Contains(e.Field)) ? null : this;

    /// <summary>What is wrong with one field, as a sentence; null when nothing is.</summary>
    public string? About(string field) =>
        Errors?.FirstOrDefault(e => e.Field == field) is { } error ? $"{(string.IsNullOrEmpty(error.Found) ? "Missing" : $"Found “{error.Found}”")}; expected {error.Expected}." : null;
}

/// <summary>One field at fault.</summary>
public sealed record ProblemField(string Field, string? Found, string Expected);

/// <summary>What a call came back with: a value, or a problem to show; neither when it was granted and has nothing to tell.</summary>
public readonly record struct ApiAnswer<T>(T? Value, ApiProblem? Problem) where T : class;
