<#ftl output_format="HTML">
<#-- The letter's HTML. The output format above escapes every value. -->
<!DOCTYPE html>
<html lang="en">
<body style="font-family: sans-serif">
<h1 style="font-size: 1.2em">Covver order<#if body.orderNumber??> ${body.orderNumber}</#if> was ${body.status}</h1>
<table>
<#if body.orderId??>
<tr><th align="left">Order id</th><td>${body.orderId}</td></tr>
</#if>
<#if body.externalId??>
<tr><th align="left">External id</th><td>${body.externalId}</td></tr>
</#if>
<#if body.createdAt??>
<tr><th align="left">Created</th><td>${body.createdAt}</td></tr>
</#if>
<#if body.trackingNumber??>
<tr><th align="left">Tracking number</th><td>${body.trackingNumber}</td></tr>
</#if>
<#if body.trackingUrl??>
<tr><th align="left">Tracking</th><td>${body.trackingUrl}</td></tr>
</#if>
</table>
<#list body.lines![]>
<table border="1" cellpadding="4" style="border-collapse: collapse; margin-top: 1em">
<tr><th>Quantity</th><th>Title</th><th>Product</th><th>Price</th><th>Tracking</th></tr>
<#items as line>
<tr><td>${line.quantity!}</td><td>${line.title!}</td><td>${line.product!}</td><td>${line.price!}</td><td>${line.trackingNumber!} ${line.trackingUrl!}</td></tr>
</#items>
</table>
</#list>
<p style="color: #666">Event ${body.event}</p>
</body>
</html>
