using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.OperationsConsole;
using Territory.OperationsConsole.FrontDoor;

return await Start.RunAsync(args, async () =>
{
    var builder = new TerritoryBuilder("console", args);
    builder.AddOperationsConsole();
    builder.AddFrontDoor();
    var app = builder.Build(jobs: false);
    app.Web.MapSessions();
    app.MapFrontDoor();
    app.MapOperationsConsole();
    await app.RunAsync();
});
