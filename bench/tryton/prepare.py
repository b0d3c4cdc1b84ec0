"""Prepares a database of Tryton: one company, a user for the hub, a customer, a product and a web shop.

Prints the ids as one line of JSON: {"shop": 1, "customer": 3, "product": 1, "unit": 1, "currency": 1, "company": 1}.
"""
import json
import os
import sys
from decimal import Decimal

# Tryton's tools for tests read these when they are imported
os.environ['DB_NAME'] = sys.argv[2]
os.environ['TRYTOND_CONFIG'] = sys.argv[1]
os.environ['TRYTOND_DATABASE_URI'] = 'postgresql://tryton@/'

from proteus import Model, config
from trytond.modules.account.tests.tools import create_chart, get_accounts
from trytond.modules.company.tests.tools import create_company, get_company

config.set_trytond(
    'postgresql://tryton@/' + sys.argv[2], user='admin', config_file=sys.argv[1])


create_company()
company = get_company()
create_chart(company)
accounts = get_accounts(company)

User = Model.get('res.user')
Group = Model.get('res.group')
hub = User(name='Waybill', login='waybill', password='Waybil9-crd_X')
hub.companies.append(company)
hub.company = company
for group in Group.find([]):
    hub.groups.append(group)
hub.save()

Category = Model.get('product.category')
category = Category(name='Prints', accounting=True)
category.account_expense = accounts['expense']
category.account_revenue = accounts['revenue']
category.save()

Unit = Model.get('product.uom')
unit, = Unit.find([('name', '=', 'Unit')])
Template = Model.get('product.template')
template = Template(name='Print', default_uom=unit, type='goods', salable=True)
template.list_price = Decimal('10')
template.account_category = category
template.save()
product, = template.products

Party = Model.get('party.party')
customer = Party(name='Buyer of the web shop')
customer.save()
guest = Party(name='Guest')
guest.save()

Location = Model.get('stock.location')
warehouse, = Location.find([('type', '=', 'warehouse')])
Shop = Model.get('web.shop')
shop = Shop(name='Covver', company=company, currency=company.currency)
shop.guest_party = guest
shop.warehouses.append(warehouse)
shop.save()

print(json.dumps({
    'shop': shop.id, 'customer': customer.id, 'product': product.id, 'unit': unit.id,
    'currency': company.currency.id, 'company': company.id}))
