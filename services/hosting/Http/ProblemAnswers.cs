using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Territory.Hosting.Http;

/// <summary>Every failure is a problem in JSON that says what to do next; a stack trace stays in the log.</summary>
internal static class ProblemAnswers
{
    public static void UseProblemAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(AnswerFailureAsync));
        app.UseStatusCodePages(context => IsForPrograms(context.HttpContext.Request) ? AnswerStatusAsync(context.HttpContext) : Task.CompletedTask);
    }

    /// <summary>A browser that asks for a page gets one from whoever has pages.</summary>
    private static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api") || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task AnswerFailureAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var result = failure switch
        {
            BadHttpRequestException bad => Refusal.Of(bad.StatusCode, "The request is not well formed", bad.Message, []),
            not null when Causes(failure).Any(IsFull) => Refusal.Of(StatusCodes.Status507InsufficientStorage, "The database's disk is full", "Nothing was stored. Make room on the disk of PostgreSQL, then send the same again.", []),
            not null when Causes(failure).Any(IsAway) => Later(context, "The database does not answer just now. Nothing was stored; try again in a few seconds."),
            _ => Refusal.Of(500, "Something failed on our side", $"The failure is in the log under {context.TraceIdentifier}. Nothing half-done was stored; try again, and report it if it stays.", []),
        };
        return result.ExecuteAsync(context);
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = (Exception?)failure; cause is not null; cause = cause.InnerException) yield return cause;
    }

    private static bool IsFull(Exception cause) => cause is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>The database is away, was ended under the request, or had no time for it: a store may have wrapped what it said.</summary>
    private static bool IsAway(Exception cause) => cause is TimeoutException or NpgsqlException { IsTransient: true }
        or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "25P03" };

    private static IResult Later(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "Not available just now", detail, []);
    }

    private static Task AnswerStatusAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        // RFC 9110, 15.5.2: who is refused is told by which scheme he may come.
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized && context.Response.Headers.WWWAuthenticate.Count == 0) context.Response.Headers.WWWAuthenticate = "Bearer";
        var allowed = context.Response.Headers.Allow.ToString();
        IReadOnlyList<FieldError> errors = context.Response.StatusCode switch
        {
            401 => [new("Authorization", context.Request.Headers.Authorization.Count > 0 ? "a key or token that is not good here" : null, "'Bearer <key>' with a key of this installation that is not revoked, or a token that has not expired")],
            403 => [new("Authorization", $"a key of {context.User.Identity?.Name}", "a key with the role this call needs")],
            404 => [new("path", FieldError.Shorten(path), "a path that /openapi/v1.json lists")],
            405 => [new("method", context.Request.Method, allowed.Length > 0 ? allowed : "a method that /openapi/v1.json lists for the path")],
            _ => [],
        };
        var (title, detail) = context.Response.StatusCode switch
        {
            401 => ("Who are you?", "Send a key as 'Authorization: Bearer <key>', or sign in to the console. The administrator finds the admin key in the file 'key' of the data folder."),
            403 => ("Your key does not allow this", "Ask an administrator for a key with the role this call needs (see /openapi/v1.json)."),
            404 => ("There is no such path", $"'{FieldError.Shorten(path)}' is not part of the API; /openapi/v1.json lists it."),
            405 => ("The method does not fit the path", $"'{FieldError.Shorten(path)}' does not take {context.Request.Method}; /openapi/v1.json lists what it takes."),
            413 => ("The request is too large", "Send a shorter one."),
            415 => ("The media type is not understood", "Send application/json in UTF-8."),
            429 => ("Too many requests", "Wait as long as Retry-After says."),
            var other => ($"Status {other}", "See /openapi/v1.json for what this path takes."),
        };
        return Refusal.Of(context.Response.StatusCode, title, detail, errors).ExecuteAsync(context);
    }
}
