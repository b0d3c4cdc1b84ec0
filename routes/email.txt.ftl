<#-- The letter's plain text. Every value is one line already. -->
Covver order<#if body.orderNumber??> ${body.orderNumber}</#if> was ${body.status}.

<#if body.orderId??>
Order id: ${body.orderId}
</#if>
<#if body.externalId??>
External id: ${body.externalId}
</#if>
<#if body.createdAt??>
Created: ${body.createdAt}
</#if>
<#if body.trackingNumber??>
Tracking number: ${body.trackingNumber}
</#if>
<#if body.trackingUrl??>
Tracking: ${body.trackingUrl}
</#if>
<#list body.lines![]>

Items:
<#items as line>
- <#if line.quantity??>${line.quantity} x </#if>${line.title!"(no title)"}<#if line.product??> (${line.product})</#if><#if line.price??>, ${line.price}</#if>
<#if line.trackingNumber??>
  Tracking number: ${line.trackingNumber}
</#if>
<#if line.trackingUrl??>
  Tracking: ${line.trackingUrl}
</#if>
</#items>
</#list>

Event ${body.event}
